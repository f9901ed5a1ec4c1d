namespace AsyncioSharp;

/// <summary>The work items to queue when a future completes, in order, if there are two or more.</summary>
internal sealed class CallbackList
{
    // In a longer list, removals are recorded and applied together once they cover more than half of it. Otherwise canceling a thousand
    // waiters one by one would search the list a thousand times.
    private const int Short = 32;

    private readonly List<WorkItem> _items;
    private HashSet<WorkItem>? _withdrawn;

    internal CallbackList(WorkItem first, WorkItem second)
    {
        _items = [first, second];
    }

    internal IReadOnlyList<WorkItem> Items
    {
        get
        {
            Compact();
            return _items;
        }
    }

    internal void Add(WorkItem item)
    {
        if (_withdrawn?.Contains(item) == true)
        {
            Compact();
        }

        _items.Add(item);
    }

    /// <summary>Removes every registration of the item.</summary>
    internal void Remove(WorkItem item)
    {
        if (_items.Count <= Short)
        {
            Compact();
            _items.RemoveAll(other => ReferenceEquals(other, item));
            return;
        }

        _withdrawn ??= new HashSet<WorkItem>(ReferenceEqualityComparer.Instance);
        _withdrawn.Add(item);
        if (_withdrawn.Count * 2 > _items.Count)
        {
            Compact();
        }
    }

    internal int RemoveAll(Predicate<WorkItem> match)
    {
        Compact();
        return _items.RemoveAll(match);
    }

    internal void QueueAll(EventLoop loop, Future future)
    {
        Compact();
        foreach (WorkItem item in _items)
        {
            loop.Enqueue(item, future);
        }
    }

    private void Compact()
    {
        if (_withdrawn is { Count: > 0 } withdrawn)
        {
            _items.RemoveAll(withdrawn.Contains);
            withdrawn.Clear();
        }
    }
}
