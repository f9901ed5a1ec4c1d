namespace AsyncioSharp;

/// <summary>
/// Mutual exclusion between coroutines (asyncio: <c>Lock</c>): <c>using (await gate.AcquireAsync()) { ... }</c>.
/// </summary>
/// <remarks>
/// First come, first served: a newcomer queues behind whoever waits. Not reentrant and without an owner: any coroutine may release it.
/// A waiter that is cancelled after it was chosen passes its turn on. Thread affinity: the loop's thread; it may be created anywhere, and
/// belongs to the loop of its first contended use.
/// </remarks>
public sealed class AsyncLock
{
    private WaiterQueue _waiters;

    /// <summary>Whether it is taken. False between a release and the moment its first waiter resumes, although a newcomer would wait (S194).</summary>
    public bool IsLocked { get; private set; }

    /// <summary>Takes the lock, waiting for it if need be.</summary>
    /// <returns>What releases it when disposed.</returns>
    /// <exception cref="InvalidOperationException">On a contended await: the lock belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; the lock was not taken.</exception>
    public async Coroutine<LockReleaser> AcquireAsync()
    {
        if (!IsLocked && !_waiters.HasLive)
        {
            IsLocked = true;
            return new LockReleaser(this);
        }

        Waiter waiter = _waiters.Add(this);
        try
        {
            await waiter;
        }
        catch (LoopCanceledException)
        {
            _waiters.Remove(waiter);
            waiter.Recycle();

            // If it was our turn, it is the next one's now.
            if (!IsLocked)
            {
                _waiters.WakeFirst();
            }

            throw;
        }

        _waiters.Remove(waiter);
        waiter.Recycle();
        IsLocked = true;
        return new LockReleaser(this);
    }

    /// <summary>Releases the lock and wakes the first waiter, which takes it when it resumes in the next iteration.</summary>
    /// <exception cref="InvalidOperationException">It is not taken.</exception>
    public void Release()
    {
        if (!IsLocked)
        {
            throw new InvalidOperationException("Lock is not acquired.");
        }

        IsLocked = false;
        _waiters.WakeFirst();
    }

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncLock {(IsLocked ? "locked" : "unlocked")}, waiters: {_waiters.Count}>";
}

/// <summary>Releases an <see cref="AsyncLock"/> when disposed. Dispose it once.</summary>
public readonly struct LockReleaser : IDisposable
{
    private readonly AsyncLock? _lock;

    internal LockReleaser(AsyncLock gate)
    {
        _lock = gate;
    }

    /// <summary>Releases the lock.</summary>
    /// <exception cref="InvalidOperationException">It is not taken.</exception>
    public void Dispose() => _lock?.Release();
}
