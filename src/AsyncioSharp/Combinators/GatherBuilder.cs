namespace AsyncioSharp;

/// <summary>
/// Builds a gather. Starts and watches the children one at a time, as asyncio does: with eager tasks, a child's first step runs before the
/// next child is processed.
/// </summary>
internal struct GatherBuilder<TResult>(int capacity, bool settled, Func<Future[], TResult> collect)
{
    private Future[] _children = new Future[capacity];
    private int _count;
    private List<Future>? _done;
    private GatherFuture<TResult>? _outer;

    internal void Add<T>(Awaitable<T> child) => Add(child.Start(Outer(child.Loop).Loop, _children.AsSpan(0, _count)));

    internal void Add(Awaitable child) => Add(child.Start(Outer(child.Loop).Loop, _children.AsSpan(0, _count)));

    internal void AddAll<TItem, T>(IEnumerable<TItem> items, Func<TItem, Awaitable<T>> read)
    {
        if (items is TItem[] array)
        {
            // Without an enumerator, whose two calls an item cost as much as the rest.
            foreach (TItem item in array)
            {
                Add(read(item));
            }

            return;
        }

        foreach (TItem item in items)
        {
            Add(read(item));
        }
    }

    internal void AddAll<TItem>(IEnumerable<TItem> items, Func<TItem, Awaitable> read)
    {
        if (items is TItem[] array)
        {
            // Without an enumerator, whose two calls an item cost as much as the rest.
            foreach (TItem item in array)
            {
                Add(read(item));
            }

            return;
        }

        foreach (TItem item in items)
        {
            Add(read(item));
        }
    }

    internal Future<TResult> End()
    {
        GatherFuture<TResult> outer = Outer(null);
        Array.Resize(ref _children, _count);
        outer.Begin(_children, _done);
        return outer;
    }

    // Uses the loop of the first child, or the running loop if that child has none.
    private GatherFuture<TResult> Outer(EventLoop? loop) =>
        _outer ??= new GatherFuture<TResult>(loop ?? EventLoop.CurrentOrThrow(), settled, collect);

    private void Add(Future child)
    {
        if (_count == _children.Length)
        {
            Array.Resize(ref _children, Math.Max(4, _count * 2));
        }

        _children[_count++] = child;
        if (!_outer!.Watch(child))
        {
            (_done ??= []).Add(child);
        }
    }
}
