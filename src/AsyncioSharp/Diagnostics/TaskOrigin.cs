namespace AsyncioSharp;

/// <summary>Debug mode: where a task comes from and who awaits it, for reports about it. Taken before the task may be done.</summary>
internal sealed class TaskOrigin
{
    // Longer chains say nothing more.
    private const int MaxAwaiters = 5;

    private readonly string _chain;
    private readonly string? _site;

    private TaskOrigin(LoopTask task)
    {
        _chain = ChainOf(task);
        _site = task.CreationSite is { } site ? CreationSites.CallerIn(site) : null;
    }

    /// <summary>The origin of a task; null outside debug mode.</summary>
    internal static TaskOrigin? Of(LoopTask task) => task.Loop.Debug ? new TaskOrigin(task) : null;

    /// <summary>For example <c>awaited: 'main' -> 'batch' -> 'importer', created at Shop.Main() in Shop.cs:line 12</c>.</summary>
    public override string ToString() => _site is null ? _chain : $"{_chain}, created {_site}";

    // From the outermost awaiter inwards, as dumps show it. Of several awaiters the first one counts.
    private static string ChainOf(LoopTask task)
    {
        var chain = new List<LoopTask> { task };
        while (chain.Count <= MaxAwaiters && chain[^1].AwaitedBy is [var awaiter, ..] && !chain.Contains(awaiter))
        {
            chain.Add(awaiter);
        }

        chain.Reverse();
        return chain.Count == 1 ? "awaited by no task" : $"awaited: {string.Join(" -> ", chain.Select(static link => $"'{link.Name}'"))}";
    }
}
