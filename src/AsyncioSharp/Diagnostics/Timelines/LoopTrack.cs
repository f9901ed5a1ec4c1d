using System.Globalization;

namespace AsyncioSharp;

/// <summary>The track of the loop's thread: what ran on it, when it waited, and who woke whom.</summary>
internal sealed class LoopTrack(TimelineData data, TraceWriter trace)
{
    private bool _hasPauses;

    /// <summary>An event, in the order of the recording.</summary>
    internal void Add(long number, in TimelineEvent item)
    {
        switch (item.Kind)
        {
            case TimelineEventKind.Step:
                WriteStep(number, item);
                break;
            case TimelineEventKind.Pause:
                WritePause(item);
                break;
            default:
                string name = item.Kind == TimelineEventKind.Idle ? "idle" : "poll";
                trace.Slice(TraceWriter.LoopTrack, name, name, item.Begin, item.End);
                if (item.Count > 0)
                {
                    string what = string.Create(CultureInfo.InvariantCulture, $"I/O: {item.Count} ready");
                    trace.Instant(TraceWriter.LoopTrack, "I/O", what, item.End);
                }

                break;
        }
    }

    private void WriteStep(long number, in TimelineEvent step)
    {
        string iteration = step.Count.ToString(CultureInfo.InvariantCulture);
        trace.Slice(
            TraceWriter.LoopTrack,
            "step",
            NameOf(step),
            step.Begin,
            step.End,
            ("woken by", TextOfOrigin(step.Origin)),
            ("iteration", iteration));
        if (data.IsSlow(step))
        {
            string took = FormattableString.Invariant($"slow step: {data.Clock.ToTimeSpan(step.End - step.Begin).TotalSeconds:0.000} s");
            trace.Instant(TraceWriter.LoopTrack, "slow", took, step.Begin, ("cure", SlowSteps.Cure));
        }

        if (data.WokenAt(step) is not null)
        {
            TimelineEvent waker = data.Ring[step.Origin];

            // For an eager step: the step around it, which takes longer.
            long time = Math.Min(LastMomentOf(waker), step.Begin);
            trace.Arrow(number, "wakes", (TrackOf(waker), time), (TrackOf(step), step.Begin));
        }
    }

    private void WritePause(in TimelineEvent pause)
    {
        if (!_hasPauses)
        {
            _hasPauses = true;
            trace.Track(TraceWriter.PauseTrack, "garbage collector");
        }

        trace.Slice(TraceWriter.PauseTrack, "gc", "GC pause", pause.Begin, pause.End);
    }

    private string TextOfOrigin(long origin) => origin switch
    {
        WakeOrigin.Timer => "a timer",
        WakeOrigin.OtherThread => "another thread",
        WakeOrigin.BetweenRuns => "the program, while the loop did not run",
        WakeOrigin.Unknown => "something before the recording",
        _ when !data.Ring.Has(origin) => "a step that was dropped",
        _ => data.Ring[origin].Kind == TimelineEventKind.Step ? NameOf(data.Ring[origin]) : "I/O",
    };

    private static string NameOf(in TimelineEvent step) => step.Task?.DisplayName ?? step.Label ?? "callback";

    private static int TrackOf(in TimelineEvent item) => item.Task is { } task ? TraceWriter.TrackOf(task) : TraceWriter.LoopTrack;

    // Still in the slice, which the end is not.
    private static long LastMomentOf(in TimelineEvent item) => Math.Max(item.Begin, item.End - 1);
}
