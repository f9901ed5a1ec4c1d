using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// The base class of the queues, which differ in the order of their items. Only the three kinds of this library derive from it.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// Getters and putters are served in order, but an item is not reserved for a waiter: a woken getter checks again, and a running coroutine
/// may take the item first (S224, S225). A canceled getter takes no item, a canceled putter puts none. Thread affinity: the loop's thread;
/// a queue can be created on any thread, and belongs to the loop of its first waiter.
/// </remarks>
/// <example>
/// <code>
/// QueueBase&lt;string&gt; queue = new AsyncQueue&lt;string&gt;();
/// await queue.PutAsync("item");
/// while (queue.TryGet(out string? item))
/// {
///     Console.WriteLine(item);
///     queue.TaskDone();
/// }
/// await queue.JoinAsync();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class QueueBase<T> : IAsyncEnumerable<T>
{
    private readonly AsyncEvent _finished = new();
    private WaitQueue _getters;
    private WaitQueue _putters;
    private int _unfinished;

    private protected QueueBase(int capacity)
    {
        Capacity = capacity;
        _finished.Set();
    }

    /// <summary>The maximum number of items; 0 or less for no maximum.</summary>
    public int Capacity { get; }

    /// <summary>The number of items in the queue.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the queue contains no items.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether a put would wait. Always false if there is no maximum.</summary>
    public bool IsFull => Capacity > 0 && Count >= Capacity;

    /// <summary>Whether <see cref="Shutdown"/> was called.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>Adds an item, waiting while the queue is full.</summary>
    /// <param name="item">The item.</param>
    /// <returns>A coroutine that completes once the item is in the queue.</returns>
    /// <exception cref="QueueShutDownException">The queue is shut down, or was shut down during the wait.</exception>
    /// <exception cref="InvalidOperationException">The await has to wait, and the queue belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; the item was not put.</exception>
    public Coroutine PutAsync(T item) => new(PutFrame.Rent(this, item));

    /// <summary>Takes the next item, waiting while the queue is empty.</summary>
    /// <returns>The item.</returns>
    /// <exception cref="QueueShutDownException">The queue is empty and shut down.</exception>
    /// <exception cref="InvalidOperationException">The await has to wait, and the queue belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no item was taken.</exception>
    public Coroutine<T> GetAsync() => new(GetFrame.Rent(this));

    /// <summary>Adds an item if there is room (asyncio: <c>put_nowait</c>, which throws if the queue is shut down).</summary>
    /// <param name="item">The item.</param>
    /// <returns>False if the queue is full or shut down.</returns>
    /// <exception cref="InvalidOperationException">The loop that uses the queue runs on another thread; the item was not put.</exception>
    public bool TryPut(T item)
    {
        _getters.Use();
        if (IsShutDown || IsFull)
        {
            return false;
        }

        PutNow(item);
        return true;
    }

    /// <summary>Takes the next item if there is one (asyncio: <c>get_nowait</c>, which throws if the queue is shut down).</summary>
    /// <param name="item">The item.</param>
    /// <returns>False if the queue is empty; <see cref="IsShutDown"/> tells whether more items may come.</returns>
    /// <exception cref="InvalidOperationException">The loop that uses the queue runs on another thread; no item was taken.</exception>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item)
    {
        _getters.Use();
        if (IsEmpty)
        {
            item = default;
            return false;
        }

        item = GetNow();
        return true;
    }

    /// <summary>Marks one taken item as processed. <see cref="JoinAsync"/> counts these calls.</summary>
    /// <exception cref="InvalidOperationException">
    /// Called more often than items were put, or the loop that uses the queue runs on another thread.
    /// </exception>
    public void TaskDone()
    {
        _getters.Use();
        if (_unfinished <= 0)
        {
            throw new InvalidOperationException("TaskDone() called too many times");
        }

        if (--_unfinished == 0)
        {
            _finished.Set();
        }
    }

    /// <summary>Waits until <see cref="TaskDone"/> has been called for every item that was put.</summary>
    /// <returns>A coroutine that completes once every item is processed.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting.</exception>
    public async Coroutine JoinAsync()
    {
        if (_unfinished > 0)
        {
            await _finished.WaitAsync();
        }
    }

    /// <summary>
    /// Shuts the queue down: puts throw immediately, and gets throw once the remaining items are taken. Waiting putters and getters are
    /// woken and throw. Idempotent.
    /// </summary>
    /// <param name="immediate">Also drops the remaining items and counts them as processed.</param>
    /// <exception cref="InvalidOperationException">The loop that uses the queue runs on another thread.</exception>
    public void Shutdown(bool immediate = false)
    {
        _getters.Use();
        IsShutDown = true;
        if (immediate)
        {
            while (!IsEmpty)
            {
                Take();
                _unfinished = Math.Max(0, _unfinished - 1);
            }

            if (_unfinished == 0)
            {
                _finished.Set();
            }
        }

        _getters.WakePending(int.MaxValue);
        _putters.WakePending(int.MaxValue);
    }

    /// <summary>
    /// Enumerates the items as they arrive, until the queue is shut down and empty: <c>await foreach (var item in queue)</c>.
    /// </summary>
    /// <param name="cancellationToken">Ends the enumeration, even during a wait for an item; no item is lost.</param>
    /// <returns>An enumerator that takes each item it returns.</returns>
    /// <exception cref="OperationCanceledException"><c>MoveNextAsync</c> was called or waiting when the token was canceled.</exception>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            T item;
            try
            {
                item = await GetAsync(cancellationToken);
            }
            catch (QueueShutDownException)
            {
                yield break;
            }

            yield return item;
        }
    }

    /// <summary>Describes the state, for messages.</summary>
    public override string ToString() =>
        $"<{KindName} capacity={Capacity} count={Count} getters={_getters.Count} putters={_putters.Count} "
        + $"unfinished={_unfinished}{(IsShutDown ? " shutdown" : string.Empty)}>";

    /// <summary>Takes the next item; a canceled token ends the wait for it.</summary>
    internal Coroutine<T> GetAsync(CancellationToken cancellationToken) => new(GetFrame.Rent(this, cancellationToken));

    /// <summary>Adds an item to the store.</summary>
    private protected abstract void Store(T item);

    /// <summary>Takes the next item out of the store; the caller has checked that there is one.</summary>
    private protected abstract T Take();

    private string KindName => GetType().Name.Split('`')[0];

    private void PutNow(T item)
    {
        Store(item);
        _unfinished++;
        _finished.Clear();
        _getters.DequeueAndWake();
    }

    private T GetNow()
    {
        T item = Take();
        _putters.DequeueAndWake();
        return item;
    }
}
