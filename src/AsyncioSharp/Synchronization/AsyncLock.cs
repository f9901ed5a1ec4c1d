using System.Runtime.CompilerServices;

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
    private WaitQueue _waiters;

    // Each acquisition has a number; the releaser of an earlier one releases nothing.
    private uint _lastHolder;

    /// <summary>Whether it is taken. False between a release and the moment its first waiter resumes, although a newcomer would wait (S194).</summary>
    public bool IsLocked { get; private set; }

    /// <summary>Takes the lock, waiting for it if need be.</summary>
    /// <returns>What releases it when disposed.</returns>
    /// <exception cref="InvalidOperationException">On a contended await: the lock belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; the lock was not taken.</exception>
    public Coroutine<LockReleaser> AcquireAsync() => new(AcquireFrame.Rent(this));

    /// <summary>Releases the lock and wakes the first waiter, which takes it when it resumes in the next iteration.</summary>
    /// <exception cref="InvalidOperationException">It is not taken; or the loop that uses it runs on another thread.</exception>
    public void Release()
    {
        _waiters.Use();
        if (!IsLocked)
        {
            throw new InvalidOperationException("Lock is not acquired.");
        }

        IsLocked = false;
        HolderTask = null;
        _waiters.WakeFirst();
    }

    /// <summary>
    /// The acquisition that has the lock, or had it last. A condition's wait releases the lock and takes it again for the same one.
    /// </summary>
    internal uint Holder { get; set; }

    /// <summary>The task that has it, for those who ask who waits for whom; null when it was taken outside of a task.</summary>
    internal LoopTask? HolderTask { get; private set; }

    internal void ReleaseFor(uint holder)
    {
        if (IsLocked && Holder == holder)
        {
            Release();
        }
    }

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncLock {(IsLocked ? "locked" : "unlocked")}, waiters: {_waiters.Count}>";

    private sealed class AcquireFrame(FramePool pool) : WaitingFrame<LockReleaser>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncLock? _lock;

        internal override string Name => "AsyncLock.AcquireAsync";

        private protected override ref WaitQueue Line => ref _lock!._waiters;

        private protected override object Primitive => _lock!;

        internal static AcquireFrame Rent(AsyncLock gate)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            AcquireFrame frame = Unsafe.As<AcquireFrame>(pool.TryTake()) ?? new AcquireFrame(pool);
            frame.Begin(thread);
            frame._lock = gate;
            return frame;
        }

        private protected override void TryNow()
        {
            _lock!._waiters.Use();
            if (!_lock.IsLocked && !_lock._waiters.HasLive)
            {
                OnWoken();
            }
        }

        private protected override void OnWoken()
        {
            _lock!.IsLocked = true;
            _lock.Holder = ++_lock._lastHolder;
            _lock.HolderTask = EventLoop.Current?.CurrentTaskOrNull;
            Complete(new LockReleaser(_lock, _lock.Holder));
        }

        // If it was our turn, it is the next one's now.
        private protected override void OnCanceled(bool wasWoken)
        {
            if (!_lock!.IsLocked)
            {
                _lock._waiters.WakeFirst();
            }
        }

        private protected override void ReleaseReferences() => _lock = null;
    }
}
