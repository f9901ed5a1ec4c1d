namespace AsyncioSharp;

/// <summary>A flag that coroutines wait for (asyncio: <c>Event</c>).</summary>
/// <remarks>
/// Thread affinity: the loop's thread; it may be created anywhere, and belongs to the loop of its first waiter. From another thread set it
/// with <see cref="EventLoop.CallSoonThreadSafe(Action)"/>.
/// </remarks>
public sealed class AsyncEvent
{
    private WaiterQueue _waiters;

    /// <summary>Whether the flag is set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Waits until the flag is set; does not suspend when it is.</summary>
    /// <exception cref="InvalidOperationException">On an await that waits: the event belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting.</exception>
    public async Coroutine WaitAsync()
    {
        if (IsSet)
        {
            return;
        }

        Waiter waiter = _waiters.Add(this);
        try
        {
            await waiter;
        }
        finally
        {
            _waiters.Remove(waiter);
            waiter.Recycle();
        }
    }

    /// <summary>Sets the flag. Everybody who waits resumes in the next iteration, in order, even if it is cleared meanwhile (S201).</summary>
    public void Set()
    {
        if (!IsSet)
        {
            IsSet = true;
            _waiters.WakePending(int.MaxValue);
        }
    }

    /// <summary>Clears the flag.</summary>
    public void Clear() => IsSet = false;

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncEvent {(IsSet ? "set" : "unset")}, waiters: {_waiters.Count}>";
}
