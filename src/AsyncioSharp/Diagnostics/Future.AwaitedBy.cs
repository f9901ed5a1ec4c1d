namespace AsyncioSharp;

/// <content>The awaiters of a future.</content>
public partial class Future
{
    /// <summary>
    /// The tasks that are awaiting this future, directly or through gather, wait, shield and task groups, in the order of their awaits
    /// (asyncio 3.14: the call graph). Empty if the future is done.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public IReadOnlyList<LoopTask> AwaitedBy
    {
        get
        {
            Loop.CheckThread();
            var awaiters = new List<LoopTask>();
            Collect(awaiters, [], this);
            return awaiters;
        }
    }

    private static void Collect(List<LoopTask> awaiters, HashSet<Future> seen, Future future)
    {
        if (future.IsDone || !seen.Add(future))
        {
            return;
        }

        IReadOnlyList<WorkItem> items = future._payload switch
        {
            WorkItem single => [single],
            CallbackList list => list.Items,
            _ => [],
        };
        foreach (WorkItem item in items)
        {
            if (item.Resumes is { } task && !awaiters.Contains(task))
            {
                awaiters.Add(task);
            }

            if (item.Completes is { } outer)
            {
                Collect(awaiters, seen, outer);
            }
        }
    }
}
