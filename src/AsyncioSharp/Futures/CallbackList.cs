namespace AsyncioSharp;

/// <summary>Two or more things to queue when a future is done, in order.</summary>
internal sealed class CallbackList
{
    // In a longer list a withdrawal is noted, and made when half of the list is withdrawn: a thousand waiters that are canceled one by one
    // would else search the list a thousand times.
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

    /// <summary>Withdraws every registration of the item.</summary>
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
