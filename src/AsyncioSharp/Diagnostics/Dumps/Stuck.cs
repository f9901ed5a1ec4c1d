using System.Text;

namespace AsyncioSharp;

/// <summary>
/// Explains why a loop makes no progress: tasks that wait for each other, and waits that nothing can end. Loop thread only.
/// </summary>
internal static class Stuck
{
    // Limits the list when a thousand tasks wait for one event.
    private const int MaxNames = 10;

    /// <summary>Returns lines for people, or an empty string if the loop can make progress.</summary>
    internal static string Explain(EventLoop loop, WaitGraph graph)
    {
        var text = new StringBuilder();
        IReadOnlyList<IReadOnlyList<LoopTask>> cycles = graph.Cycles();
        foreach (IReadOnlyList<LoopTask> cycle in cycles)
        {
            string path = string.Join(" -> ", cycle.Append(cycle[0]).Select(static task => $"'{task.Name}'"));
            text.AppendLine($"deadlock: {path}: each waits for the next, so none of them ends.{CureOf(cycle)}");
        }

        if (cycles.Count == 0 && !CanGoOn(loop, graph))
        {
            LoopTask[] ends = [.. graph.Tasks.Where(task => graph.AwaitedBy(task).Count == 0 && task.DescribeWait().IsForTheProgram)];
            foreach (LoopTask task in ends.Take(MaxNames))
            {
                text.AppendLine($"lost wake-up: '{task.Name}' {WaitText.Of(task)}, and no timer, socket or thread is left that could end it.");
            }

            if (ends.Length > MaxNames)
            {
                text.AppendLine($"lost wake-up: and {ends.Length - MaxNames} more tasks");
            }
        }

        return text.ToString();
    }

    private static string CureOf(IReadOnlyList<LoopTask> cycle) => cycle.Any(static task => WaitGraph.HolderOf(task) is not null)
        ? " Take locks in one order everywhere; AIO602 finds locks that are not released."
        : " A task must not await one that awaits it.";

    private static bool CanGoOn(EventLoop loop, WaitGraph graph) =>
        graph.Tasks.Count == 0 || loop.Timers.ActiveCount > 0 || loop.HasForeignWork
        || graph.Tasks.Any(static task => !task.DescribeWait().IsForTheProgram);
}
