namespace AsyncioSharp;

/// <summary>A queue that returns the newest item first (asyncio: <c>LifoQueue</c>).</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">The maximum number of items; 0 or less for no maximum.</param>
/// <remarks>For waiting, cancellation and thread affinity see <see cref="QueueBase{T}"/>.</remarks>
/// <example>
/// <code>
/// var stack = new AsyncLifoQueue&lt;string&gt;();
/// await stack.PutAsync("first");
/// await stack.PutAsync("second");
/// Console.WriteLine(await stack.GetAsync());   // second
/// </code>
/// </example>
public sealed class AsyncLifoQueue<T>(int capacity = 0) : QueueBase<T>(capacity)
{
    private readonly Stack<T> _items = new();

    /// <inheritdoc/>
    public override int Count => _items.Count;

    private protected override void Store(T item) => _items.Push(item);

    private protected override T Take() => _items.Pop();
}
