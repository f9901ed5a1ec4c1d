namespace AsyncioSharp;

/// <summary>A queue whose latest item comes out first (asyncio: <c>LifoQueue</c>).</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">How many items it holds at most; 0 or less for no limit.</param>
public sealed class AsyncLifoQueue<T>(int capacity = 0) : QueueBase<T>(capacity)
{
    private readonly Stack<T> _items = new();

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Push(item);

    private protected override T Take() => _items.Pop();
}
