namespace AsyncioSharp;

/// <summary>
/// What the queues have in common; they differ in the order in which items come out. Made by the three kinds only.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// Getters and putters wait in line, but an item is not handed over: a woken getter looks again, and a running coroutine may take the item
/// first (S224, S225). A cancelled getter loses no item, a cancelled putter puts none. Thread affinity: the loop's thread; a queue may be
/// created anywhere, and belongs to the loop of its first waiter.
/// </remarks>
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

    /// <summary>How many items it holds at most; 0 or less for no limit.</summary>
    public int Capacity { get; }

    /// <summary>The items in it.</summary>
    public abstract int Count { get; }

    /// <summary>Whether it holds none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether a put would wait. Never without a limit.</summary>
    public bool IsFull => Capacity > 0 && Count >= Capacity;

    /// <summary>Whether <see cref="Shutdown"/> was called.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>Puts an item in, waiting while the queue is full.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="QueueShutDownException">The queue is or was meanwhile shut down.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; the item was not put.</exception>
    public Coroutine PutAsync(T item) => new(PutFrame.Rent(this, item));

    /// <summary>Takes the next item, waiting while the queue is empty.</summary>
    /// <exception cref="QueueShutDownException">The queue is empty and shut down.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; no item was taken.</exception>
    public Coroutine<T> GetAsync() => new(GetFrame.Rent(this));

    /// <summary>Puts an item in if there is room (asyncio: <c>put_nowait</c>, which throws for a queue that was shut down).</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when the queue is full or was shut down.</returns>
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

    /// <summary>Takes the next item if there is one (asyncio: <c>get_nowait</c>, which throws for a queue that was shut down).</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when the queue is empty; <see cref="IsShutDown"/> tells whether another item may come.</returns>
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

    /// <summary>Says that an item that was taken has been dealt with. <see cref="JoinAsync"/> counts these.</summary>
    /// <exception cref="InvalidOperationException">
    /// Called more often than items were put; or the loop that uses the queue runs on another thread.
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

    /// <summary>Waits until <see cref="TaskDone"/> was called for every item that was put.</summary>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting.</exception>
    public async Coroutine JoinAsync()
    {
        if (_unfinished > 0)
        {
            await _finished.WaitAsync();
        }
    }

    /// <summary>
    /// Ends the queue: puts throw at once; gets drain what is in it and throw then. Whoever waits is woken and throws. Idempotent.
    /// </summary>
    /// <param name="immediate">Drops the items too, and counts them as done.</param>
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

    /// <summary>The items as they come, until the queue is shut down and empty: <c>await foreach (var item in queue)</c>.</summary>
    /// <param name="cancellationToken">Ends the enumeration, also while it waits for an item; no item is lost.</param>
    /// <exception cref="OperationCanceledException">On <c>MoveNextAsync</c>: the token was tripped.</exception>
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

    /// <summary>State, for messages.</summary>
    public override string ToString() =>
        $"<{KindName} capacity={Capacity} count={Count} getters={_getters.Count} putters={_putters.Count} "
        + $"unfinished={_unfinished}{(IsShutDown ? " shutdown" : string.Empty)}>";

    /// <summary>Takes the next item; a token that is tripped ends the wait for it.</summary>
    internal Coroutine<T> GetAsync(CancellationToken cancellationToken) => new(GetFrame.Rent(this, cancellationToken));

    /// <summary>Adds an item to the store.</summary>
    private protected abstract void Store(T item);

    /// <summary>Takes the next item out of the store, which is not empty.</summary>
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
