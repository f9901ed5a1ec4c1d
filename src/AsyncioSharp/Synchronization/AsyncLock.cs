using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Mutual exclusion between coroutines (asyncio: <c>Lock</c>).</summary>
/// <remarks>
/// First come, first served: a newcomer queues behind the waiters. Not reentrant and without an owner: any coroutine may release it. A
/// waiter that is canceled after it was woken passes its turn on. Thread affinity: the loop's thread; a lock can be created on any thread,
/// and belongs to the loop of its first contended use.
/// </remarks>
/// <example>
/// <code>
/// var gate = new AsyncLock();
/// int total = 0;
/// using (await gate.AcquireAsync())
/// {
///     int before = total;
///     await Asyncio.Sleep(0.1);   // no other holder of the lock runs in the meantime
///     total = before + 1;
/// }
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AsyncLock
{
    private WaitQueue _waiters;

    // Each acquisition has a number, so that the releaser of an earlier one releases nothing.
    private uint _lastHolder;

    /// <summary>
    /// Whether the lock is taken. False between a release and the moment its first waiter resumes, although a newcomer would wait (S194).
    /// </summary>
    public bool IsLocked { get; private set; }

    /// <summary>Takes the lock, waiting for it if necessary.</summary>
    /// <returns>A value that releases the lock when disposed.</returns>
    /// <exception cref="InvalidOperationException">The await has to wait, and the lock belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; the lock was not taken.</exception>
    public Coroutine<LockReleaser> AcquireAsync() => new(AcquireFrame.Rent(this));

    /// <summary>Releases the lock and wakes the first waiter, which takes it when it resumes in the next iteration.</summary>
    /// <exception cref="InvalidOperationException">The lock is not taken, or the loop that uses it runs on another thread.</exception>
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
    /// The number of the acquisition that holds the lock, or last held it. A condition's wait releases the lock and takes it again under
    /// the same number.
    /// </summary>
    internal uint Holder { get; set; }

    /// <summary>The task that holds the lock, for reports of what waits for what; null if it was taken outside a task.</summary>
    internal LoopTask? HolderTask { get; private set; }

    internal void ReleaseFor(uint holder)
    {
        if (IsLocked && Holder == holder)
        {
            Release();
        }
    }

    /// <summary>Describes the state, for messages.</summary>
    public override string ToString() => $"<AsyncLock {(IsLocked ? "locked" : "unlocked")}, waiters: {_waiters.Count}>";

    private sealed class AcquireFrame(FramePool pool) : WaitingFrame<LockReleaser>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncLock? _lock;

        internal override string Name => "AsyncLock.AcquireAsync";

        private protected override ref WaitQueue Queue => ref _lock!._waiters;

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

        // If it was this waiter's turn, it is now the next waiter's.
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
