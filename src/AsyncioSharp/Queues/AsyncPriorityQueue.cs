namespace AsyncioSharp;

/// <summary>
/// A queue that returns the lowest item first (asyncio: <c>PriorityQueue</c>). The order of items that compare as equal is undefined.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">The maximum number of items; 0 or less for no maximum.</param>
/// <param name="comparer">Compares items; null uses their default order.</param>
/// <remarks>For waiting, cancellation and thread affinity see <see cref="QueueBase{T}"/>.</remarks>
/// <example>
/// <code>
/// var jobs = new AsyncPriorityQueue&lt;(int Priority, string Name)&gt;();
/// await jobs.PutAsync((2, "report"));
/// await jobs.PutAsync((1, "backup"));
/// Console.WriteLine((await jobs.GetAsync()).Name);   // backup
/// </code>
/// </example>
public sealed class AsyncPriorityQueue<T>(int capacity = 0, IComparer<T>? comparer = null) : QueueBase<T>(capacity)
{
    private readonly PriorityQueue<T, T> _items = new(comparer);

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Enqueue(item, item);

    private protected override T Take() => _items.Dequeue();
}
