using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Waiting for a state that a lock guards (asyncio: <c>Condition</c>):
/// <c>using (await changed.AcquireAsync()) { await changed.WaitForAsync(() => ready); }</c>.
/// </summary>
/// <remarks>
/// <para>Whoever is notified takes the lock again before it goes on, so it runs after the notifier has released it, and the state may have
/// changed in between. A wait may also end without a notification: look at the state again, or use <see cref="WaitForAsync"/>.</para>
/// <para>Waiters are notified first come, first served, and one that is cancelled after it was notified passes the notification on. Thread
/// affinity: the loop's thread; it may be created anywhere, and belongs to the loop of its first waiter.</para>
/// </remarks>
public sealed class AsyncCondition
{
    private readonly AsyncLock _gate;
    private WaitQueue _waiters;

    /// <summary>A condition on a lock.</summary>
    /// <param name="gate">The lock, which several conditions may share; null for one of its own.</param>
    public AsyncCondition(AsyncLock? gate = null)
    {
        _gate = gate ?? new AsyncLock();
    }

    /// <summary>Whether the lock is taken, by whomever. See <see cref="AsyncLock.IsLocked"/>.</summary>
    public bool IsLocked => _gate.IsLocked;

    /// <summary>Takes the lock, waiting for it if need be. See <see cref="AsyncLock.AcquireAsync"/>.</summary>
    /// <returns>What releases it when disposed.</returns>
    /// <exception cref="InvalidOperationException">On a contended await: the lock belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; the lock was not taken.</exception>
    public Coroutine<LockReleaser> AcquireAsync() => _gate.AcquireAsync();

    /// <summary>Releases the lock. See <see cref="AsyncLock.Release"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not taken.</exception>
    public void Release() => _gate.Release();

    /// <summary>Releases the lock, waits for a notification, and takes the lock again.</summary>
    /// <exception cref="InvalidOperationException">The lock is not taken, or the condition belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">
    /// The task was cancelled. The lock is taken again before this is thrown (S207), however long that takes.
    /// </exception>
    public async Coroutine WaitAsync()
    {
        if (!IsLocked)
        {
            throw new InvalidOperationException("cannot wait on un-acquired lock");
        }

        if (!_waiters.TryBind(EventLoop.CurrentOrThrow()))
        {
            throw WaitQueue.OtherLoop(this);
        }

        uint holder = _gate.Holder;
        _gate.Release();
        try
        {
            try
            {
                await new Coroutine(NotifiedFrame.Rent(this));
            }
            finally
            {
                await Reacquire(holder);
            }
        }
        catch (Exception)
        {
            // Perhaps we had been notified. A wake-up too many is allowed, a lost one is not (S208).
            _waiters.WakePending(1);
            throw;
        }
    }

    /// <summary>Waits until a predicate holds, looking at it after every notification; does not suspend when it holds already.</summary>
    /// <param name="predicate">Called with the lock taken.</param>
    /// <exception cref="InvalidOperationException">It has to wait and the lock is not taken.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled. The lock is taken again before this is thrown.</exception>
    public async Coroutine WaitForAsync(Func<bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        while (!predicate())
        {
            await WaitAsync();
        }
    }

    /// <summary>Wakes the first waiters that have not been notified yet. They go on once they have the lock, so release it.</summary>
    /// <param name="n">How many at most.</param>
    /// <exception cref="InvalidOperationException">The lock is not taken.</exception>
    public void Notify(int n = 1)
    {
        _waiters.Use();
        if (!IsLocked)
        {
            throw new InvalidOperationException("cannot notify on un-acquired lock");
        }

        _waiters.WakePending(n);
    }

    /// <summary>Wakes everybody who waits; they take the lock one after the other, in waiting order. See <see cref="Notify"/>.</summary>
    /// <exception cref="InvalidOperationException">The lock is not taken.</exception>
    public void NotifyAll() => Notify(int.MaxValue);

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncCondition {(IsLocked ? "locked" : "unlocked")}, waiters: {_waiters.Count}>";

    // A cancellation does not stop it: whoever called wait has to get back with the lock. The last one is thrown afterwards.
    private async Coroutine Reacquire(uint holder)
    {
        LoopCanceledException? cancellation = null;
        while (true)
        {
            try
            {
                await _gate.AcquireAsync();
                break;
            }
            catch (LoopCanceledException e)
            {
                cancellation = e;
            }
        }

        _gate.Holder = holder;
        if (cancellation is not null)
        {
            ThrowHelper.Throw(cancellation);
        }
    }

    /// <summary>The wait in line, without the lock.</summary>
    private sealed class NotifiedFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncCondition? _condition;

        internal override string Name => "AsyncCondition.WaitAsync";

        private protected override ref WaitQueue Line => ref _condition!._waiters;

        private protected override object Primitive => _condition!;

        internal static NotifiedFrame Rent(AsyncCondition condition)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            NotifiedFrame frame = Unsafe.As<NotifiedFrame>(pool.TryTake()) ?? new NotifiedFrame(pool);
            frame.Begin(thread);
            frame._condition = condition;
            return frame;
        }

        // Whoever comes here waits.
        private protected override void TryNow()
        {
        }

        private protected override void OnWoken() => Complete(default);

        private protected override void OnCanceled(bool wasWoken)
        {
        }

        private protected override void ReleaseReferences() => _condition = null;
    }
}
