namespace AsyncioSharp;

/// <summary>What a timeline knows of a task. It does not keep the task alive.</summary>
internal sealed class TaskTrace(TimelineRecorder recorder, int number)
{
    internal TimelineRecorder Recorder { get; } = recorder;

    /// <summary>Counted within the recording, so that two recordings of the same program on virtual time are the same.</summary>
    internal int Number { get; } = number;

    /// <summary>The name that the program gave it; null without one.</summary>
    internal string? Name { get; set; }

    /// <summary>Its coroutine.</summary>
    internal string? Coroutine { get; set; }

    /// <summary>When it was created; when it was first seen, if that was before the recording.</summary>
    internal long CreatedAt { get; init; }

    /// <summary>When its last step began, and the event of that step; null and -1 while it is not done.</summary>
    internal long? EndedAt { get; private set; }

    internal long EndedIn { get; private set; } = -1;

    internal FutureStatus Outcome { get; private set; }

    /// <summary>Of the step that ran inside the call that created it: its event, its begin, and the event around it.</summary>
    internal (long Event, long Begin, long Outer) EagerStep { get; set; } = (-1, 0, 0);

    internal string DisplayName => Name ?? FormattableString.Invariant($"{Coroutine ?? "task"} #{Number}");

    internal void End(FutureStatus outcome)
    {
        Outcome = outcome;
        (EndedAt, EndedIn) = Recorder.Position;
    }
}
