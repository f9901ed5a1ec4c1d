namespace AsyncioSharp;

/// <summary>A first-in, first-out queue between coroutines (asyncio: <c>Queue</c>).</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">The maximum number of items; 0 or less for no maximum.</param>
/// <remarks>For waiting, cancellation and thread affinity see <see cref="QueueBase{T}"/>.</remarks>
/// <example>
/// <code>
/// var queue = new AsyncQueue&lt;int&gt;(capacity: 10);
/// LoopTask producer = Asyncio.CreateTask(async () =&gt;
/// {
///     for (int i = 0; i &lt; 3; i++) { await queue.PutAsync(i); }
///     queue.Shutdown();
/// });
/// await foreach (int item in queue) { Console.WriteLine(item); }
/// await producer;
/// </code>
/// </example>
public sealed class AsyncQueue<T>(int capacity = 0) : QueueBase<T>(capacity)
{
    private readonly Queue<T> _items = new();

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Enqueue(item);

    private protected override T Take() => _items.Dequeue();
}
