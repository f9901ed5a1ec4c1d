namespace AsyncioSharp;

/// <summary>
/// The waits between unfinished tasks: a task waits for the tasks it awaits, and for the holder of the lock it needs. Loop thread only.
/// </summary>
internal sealed class WaitGraph
{
    private readonly Dictionary<LoopTask, List<LoopTask>> _awaited = [];

    internal WaitGraph(IReadOnlyList<LoopTask> tasks)
    {
        Tasks = tasks;
        foreach (LoopTask task in tasks)
        {
            _awaited[task] = [];
        }

        foreach (LoopTask task in tasks)
        {
            foreach (LoopTask awaiter in task.AwaitedBy)
            {
                if (_awaited.TryGetValue(awaiter, out List<LoopTask>? list))
                {
                    list.Add(task);
                }
            }
        }
    }

    internal IReadOnlyList<LoopTask> Tasks { get; }

    internal bool Contains(LoopTask task) => _awaited.ContainsKey(task);

    /// <summary>The tasks that the awaiter awaits, directly or through combinators.</summary>
    internal IReadOnlyList<LoopTask> AwaitedBy(LoopTask awaiter) => _awaited[awaiter];

    /// <summary>The task that holds the lock the given task waits for; null if it waits for something else.</summary>
    internal static LoopTask? HolderOf(LoopTask task) =>
        task.DescribeWait().Target is AsyncLock { IsLocked: true, HolderTask: { IsDone: false } holder } ? holder : null;

    /// <summary>The cycles of waiting tasks, each starting with its oldest task.</summary>
    internal IReadOnlyList<IReadOnlyList<LoopTask>> Cycles()
    {
        var cycles = new List<IReadOnlyList<LoopTask>>();
        var done = new HashSet<LoopTask>();
        foreach (LoopTask start in Tasks)
        {
            var path = new List<LoopTask>();
            var next = new Stack<(LoopTask Task, int Depth)>();
            next.Push((start, 0));
            while (next.TryPop(out (LoopTask Task, int Depth) step))
            {
                path.RemoveRange(step.Depth, path.Count - step.Depth);
                int begin = path.IndexOf(step.Task);
                if (begin >= 0)
                {
                    cycles.Add(FromTheOldest(path[begin..]));
                }
                else if (done.Add(step.Task))
                {
                    path.Add(step.Task);
                    PushWaits(step.Task, path.Count, next);
                }
            }
        }

        return cycles;
    }

    private List<LoopTask> FromTheOldest(List<LoopTask> cycle)
    {
        int oldest = cycle.IndexOf(Tasks.First(cycle.Contains));
        return [.. cycle[oldest..], .. cycle[..oldest]];
    }

    private void PushWaits(LoopTask task, int depth, Stack<(LoopTask Task, int Depth)> next)
    {
        if (HolderOf(task) is { } holder)
        {
            next.Push((holder, depth));
        }

        if (_awaited.TryGetValue(task, out List<LoopTask>? awaited))
        {
            foreach (LoopTask other in awaited)
            {
                next.Push((other, depth));
            }
        }
    }
}
