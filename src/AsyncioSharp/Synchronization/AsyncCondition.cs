using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Waits for a state guarded by a lock (asyncio: <c>Condition</c>).</summary>
/// <remarks>
/// <para>
/// A notified waiter takes the lock again before it continues. It therefore runs after the notifier has released the lock, and the state
/// may have changed in between. A wait may also complete without a notification: check the state again, or use <see cref="WaitForAsync"/>.
/// </para>
/// <para>
/// Waiters are notified first come, first served. A waiter that is canceled after its notification passes the notification on. Thread
/// affinity: the loop's thread; a condition can be created on any thread, and belongs to the loop of its first waiter.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var changed = new AsyncCondition();
/// bool isReady = false;
///
/// async Coroutine Consume()
/// {
///     using (await changed.AcquireAsync()) { await changed.WaitForAsync(() =&gt; isReady); }
/// }
///
/// LoopTask consumer = Asyncio.CreateTask(Consume());
/// using (await changed.AcquireAsync())
/// {
///     isReady = true;
///     changed.NotifyAll();
/// }
/// await consumer;
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AsyncCondition
{
    private readonly AsyncLock _gate;
    private WaitQueue _waiters;

    /// <summary>Creates a condition on a lock.</summary>
    /// <param name="gate">The lock, which several conditions may share; null creates a new one.</param>
    public AsyncCondition(AsyncLock? gate = null)
    {
        _gate = gate ?? new AsyncLock();
    }

    /// <summary>Whether the lock is taken, by any coroutine. See <see cref="AsyncLock.IsLocked"/>.</summary>
    public bool IsLocked => _gate.IsLocked;

    /// <summary>Takes the lock, waiting for it if necessary. See <see cref="AsyncLock.AcquireAsync"/>.</summary>
    /// <returns>A value that releases the lock when disposed.</returns>
    /// <exception cref="InvalidOperationException">The await has to wait, and the lock belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; the lock was not taken.</exception>
    public Coroutine<LockReleaser> AcquireAsync() => _gate.AcquireAsync();

    /// <summary>Releases the lock. See <see cref="AsyncLock.Release"/>.</summary>
    /// <exception cref="InvalidOperationException">The lock is not taken, or the loop that uses it runs on another thread.</exception>
    public void Release() => _gate.Release();

    /// <summary>Releases the lock, waits for a notification, and takes the lock again.</summary>
    /// <returns>A coroutine that completes once the lock is taken again.</returns>
    /// <exception cref="InvalidOperationException">The lock is not taken, or the condition belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">
    /// The task was canceled. The lock is taken again before this is thrown (S207), however long that takes.
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
            // We may have been notified. A spurious wake-up is allowed, a lost one is not (S208).
            _waiters.WakePending(1);
            throw;
        }
    }

    /// <summary>Waits until a predicate holds, checking it after every notification. Does not suspend if it already holds.</summary>
    /// <param name="predicate">The predicate; it is called with the lock taken.</param>
    /// <returns>A coroutine that completes, with the lock taken, once the predicate holds.</returns>
    /// <exception cref="InvalidOperationException">The lock is not taken when the predicate does not hold.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. The lock is taken again before this is thrown.</exception>
    public async Coroutine WaitForAsync(Func<bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        while (!predicate())
        {
            await WaitAsync();
        }
    }

    /// <summary>
    /// Wakes the first waiters that have not been notified yet. They continue once they have the lock, so release it afterwards.
    /// </summary>
    /// <param name="n">The maximum number of waiters to wake.</param>
    /// <exception cref="InvalidOperationException">
    /// The lock is not taken, or the loop that uses the condition runs on another thread.
    /// </exception>
    public void Notify(int n = 1)
    {
        _waiters.Use();
        if (!IsLocked)
        {
            throw new InvalidOperationException("cannot notify on un-acquired lock");
        }

        _waiters.WakePending(n);
    }

    /// <summary>Wakes all waiters. They take the lock one at a time, in waiting order. See <see cref="Notify"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The lock is not taken, or the loop that uses the condition runs on another thread.
    /// </exception>
    public void NotifyAll() => Notify(int.MaxValue);

    /// <summary>Describes the state, for messages.</summary>
    public override string ToString() => $"<AsyncCondition {(IsLocked ? "locked" : "unlocked")}, waiters: {_waiters.Count}>";

    // A cancellation does not stop this: the caller of the wait must get the lock back. The last cancellation is thrown afterwards.
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

    /// <summary>The wait for a notification, without the lock.</summary>
    private sealed class NotifiedFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncCondition? _condition;

        internal override string Name => "AsyncCondition.WaitAsync";

        private protected override ref WaitQueue Queue => ref _condition!._waiters;

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

        // A condition always waits.
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
