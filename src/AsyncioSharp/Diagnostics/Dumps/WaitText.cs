namespace AsyncioSharp;

/// <summary>Describes what a task waits for. Loop thread only.</summary>
internal static class WaitText
{
    /// <summary>Empty if the task's coroutines or the tree already show the wait: a sleep, another task.</summary>
    internal static string Of(LoopTask task) => task.DescribeWait() switch
    {
        { Kind: WaitKind.Primitive, Target: var primitive } => $"waits for {primitive}{Holder(task)}",
        { Target: LoopTask } => string.Empty,
        { Kind: WaitKind.Future } => "waits for a future",
        { Kind: WaitKind.Foreign } => "waits for something that is not of the loop",
        _ => string.Empty,
    };

    /// <summary>Like <see cref="Of"/>, with the duration of the wait and the creation site if debug mode has recorded them.</summary>
    internal static string WithDetails(LoopTask task)
    {
        string wait = Of(task);
        if (task.SuspendedFor is { } time)
        {
            wait += FormattableString.Invariant($"{(wait.Length > 0 ? " " : "waits ")}for {time.TotalSeconds:0.0##} s");
        }

        if (task.CreationSite is { } site)
        {
            wait += $"{(wait.Length > 0 ? ", " : string.Empty)}created {CreationSites.CallerIn(site)}";
        }

        return wait;
    }

    private static string Holder(LoopTask task) => WaitGraph.HolderOf(task) is { } holder ? $", held by '{holder.Name}'" : string.Empty;
}
