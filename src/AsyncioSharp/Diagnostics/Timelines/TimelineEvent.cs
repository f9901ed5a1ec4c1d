namespace AsyncioSharp;

/// <summary>One entry of a timeline. Names are kept as objects and become text when the file is written.</summary>
internal struct TimelineEvent
{
    internal TimelineEventKind Kind;

    /// <summary>From and to, in units of <see cref="TimelineClock"/>.</summary>
    internal long Begin;
    internal long End;

    /// <summary>The task whose step it is; null for callbacks and for what the loop does itself.</summary>
    internal TaskTrace? Task;

    /// <summary>Without a task: what ran.</summary>
    internal string? Label;

    /// <summary>
    /// What the task waited for when the step ended: a text or a <see cref="TaskTrace"/>; null when it was ready to go on.
    /// </summary>
    internal object? Waits;

    /// <summary>What made it ready: the number of another event, or one of <see cref="WakeOrigin"/>.</summary>
    internal long Origin;

    /// <summary>The iteration of the loop; of an idle wait, how much was ready at its end.</summary>
    internal long Count;
}
