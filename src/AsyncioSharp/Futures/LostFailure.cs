namespace AsyncioSharp;

/// <summary>Debug mode: what a report about a task's exception can still say when the task itself may be gone.</summary>
internal sealed class LostFailure(LoopTask task, TaskOrigin origin)
{
    private readonly string _name = task.Name;
    private readonly LoopClock _clock = task.Loop.Clock;
    private readonly long _failedAt = task.Loop.Clock.Now;

    /// <summary>A line that follows the message of the report. Any thread.</summary>
    internal string Describe()
    {
        double age = TimeSpan.FromTicks(Math.Max(0, _clock.Now - _failedAt)).TotalSeconds;
        return Environment.NewLine + FormattableString.Invariant($"  '{_name}' failed {age:0.0##} s ago, {origin}")
            + " (AIO301 finds tasks that are not kept)";
    }
}
