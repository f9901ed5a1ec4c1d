namespace AsyncioSharp;

/// <summary>A queue between coroutines, first in first out (asyncio: <c>Queue</c>).</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">How many items it holds at most; 0 or less for no limit.</param>
public sealed class AsyncQueue<T>(int capacity = 0) : QueueBase<T>(capacity)
{
    private readonly Queue<T> _items = new();

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Enqueue(item);

    private protected override T Take() => _items.Dequeue();
}
