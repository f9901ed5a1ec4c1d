namespace AsyncioSharp;

/// <summary>
/// A queue whose lowest item comes out first (asyncio: <c>PriorityQueue</c>). Items that compare as equal come out in no particular order.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">How many items it holds at most; 0 or less for no limit.</param>
/// <param name="comparer">Compares items; null for their own order.</param>
public sealed class AsyncPriorityQueue<T>(int capacity = 0, IComparer<T>? comparer = null) : QueueBase<T>(capacity)
{
    private readonly PriorityQueue<T, T> _items = new(comparer);

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Enqueue(item, item);

    private protected override T Take() => _items.Dequeue();
}
