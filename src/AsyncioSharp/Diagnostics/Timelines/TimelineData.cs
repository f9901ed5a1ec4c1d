namespace AsyncioSharp;

/// <summary>A recording that is over.</summary>
internal sealed class TimelineData(
    TimelineRing ring, TimelineClock clock, long started, long ended, IReadOnlyList<(TaskTrace Task, object? Waits)> unfinished)
{
    internal required string LoopName { get; init; }

    /// <summary>The seed of the schedule; null for asyncio's order.</summary>
    internal required int? Seed { get; init; }

    /// <summary>From when on a step is a slow one.</summary>
    internal required TimeSpan SlowThreshold { get; init; }

    internal TimelineRing Ring { get; } = ring;

    internal TimelineClock Clock { get; } = clock;

    internal long Ended { get; } = ended;

    /// <summary>The tasks that are not done, and what each of them waits for.</summary>
    internal IReadOnlyList<(TaskTrace Task, object? Waits)> Unfinished { get; } = unfinished;

    /// <summary>What the recording shows begins here: later than it was started, when events were dropped.</summary>
    internal long Began => Ring.First > 0 ? Ring[Ring.First].Begin : started;

    /// <summary>The events that are left, with their numbers.</summary>
    internal IEnumerable<(long Number, TimelineEvent Event)> Events()
    {
        for (long number = Ring.First; number < Ring.Count; number++)
        {
            if (Ring[number].Kind != TimelineEventKind.None)
            {
                yield return (number, Ring[number]);
            }
        }
    }

    internal bool IsSlow(in TimelineEvent step) =>
        !Clock.IsVirtual && !LoopTime.IsNever(SlowThreshold) && Clock.ToTimeSpan(step.End - step.Begin) >= SlowThreshold;

    /// <summary>When the event that made something ready was over; null when it is not known.</summary>
    internal long? WokenAt(in TimelineEvent step) =>
        Ring.Has(step.Origin) && Ring[step.Origin].Kind != TimelineEventKind.None ? Ring[step.Origin].End : null;
}
