namespace AsyncioSharp;

/// <summary>Two or more things to queue when a future is done, in order.</summary>
internal sealed class CallbackList
{
    private readonly List<WorkItem> _items;

    internal CallbackList(WorkItem first, WorkItem second)
    {
        _items = [first, second];
    }

    internal IReadOnlyList<WorkItem> Items => _items;

    internal void Add(WorkItem item) => _items.Add(item);

    internal int RemoveAll(Predicate<WorkItem> match) => _items.RemoveAll(match);

    internal void QueueAll(EventLoop loop, Future future)
    {
        foreach (WorkItem item in _items)
        {
            loop.Enqueue(item, future);
        }
    }
}
