using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A number of permits (asyncio: <c>Semaphore</c>, and <c>BoundedSemaphore</c> with a maximum):
/// <c>using (await permits.AcquireAsync()) { ... }</c>.
/// </summary>
/// <remarks>
/// First come, first served. A release hands the permit to the first waiter; one that is cancelled after that passes it on. Thread affinity:
/// the loop's thread; it may be created anywhere, and belongs to the loop of its first contended use.
/// </remarks>
public sealed class AsyncSemaphore
{
    private readonly int _max;
    private WaitQueue _waiters;

    // Acquisitions are numbered. Of the last 64 it is known whether their releaser was disposed; nobody disposes an older one twice by
    // mistake.
    private long _lastHolder;
    private ulong _disposed;

    /// <summary>A semaphore with <paramref name="value"/> permits.</summary>
    /// <param name="value">0 or more.</param>
    /// <param name="max">Releasing above this many throws; null for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, or above <paramref name="max"/>.</exception>
    public AsyncSemaphore(int value = 1, int? max = null)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "Semaphore initial value must be >= 0");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max ?? int.MaxValue);
        Value = value;
        _max = max ?? int.MaxValue;
    }

    /// <summary>The permits that are free.</summary>
    public int Value { get; private set; }

    /// <summary>Whether an acquire would wait: no permit is free, or others wait already.</summary>
    public bool IsLocked => Value == 0 || _waiters.HasLive;

    /// <summary>Takes a permit, waiting for one if need be.</summary>
    /// <returns>What releases it when disposed.</returns>
    /// <exception cref="InvalidOperationException">On a contended await: the semaphore belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting; no permit was taken.</exception>
    public Coroutine<SemaphoreReleaser> AcquireAsync() => new(AcquireFrame.Rent(this));

    /// <summary>Gives a permit back; the first waiter has it from now on, and resumes in the next iteration.</summary>
    /// <exception cref="InvalidOperationException">
    /// More were released than the maximum allows; or the loop that uses the semaphore runs on another thread.
    /// </exception>
    public void Release()
    {
        _waiters.Use();
        if (Value >= _max)
        {
            throw new InvalidOperationException("BoundedSemaphore released too many times");
        }

        Value++;
        WakeNext();
    }

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncSemaphore {(IsLocked ? "locked" : "unlocked")}, value: {Value}, waiters: {_waiters.Count}>";

    internal void ReleaseFor(long holder)
    {
        _waiters.Use();
        if (_lastHolder - holder < 64)
        {
            ulong bit = 1UL << (int)(holder & 63);
            if ((_disposed & bit) != 0)
            {
                return;
            }

            _disposed |= bit;
        }

        Release();
    }

    private SemaphoreReleaser NextReleaser()
    {
        long holder = ++_lastHolder;
        _disposed &= ~(1UL << (int)(holder & 63));
        return new SemaphoreReleaser(this, holder);
    }

    // The permit is the waiter's before it resumes: nobody can take it in between.
    private bool WakeNext()
    {
        if (!_waiters.WakeFirstPending())
        {
            return false;
        }

        Value--;
        return true;
    }

    private void WakeWhilePermits()
    {
        while (Value > 0 && WakeNext())
        {
        }
    }

    private sealed class AcquireFrame(FramePool pool) : WaitingFrame<SemaphoreReleaser>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncSemaphore? _semaphore;

        internal override string Name => "AsyncSemaphore.AcquireAsync";

        private protected override ref WaitQueue Line => ref _semaphore!._waiters;

        private protected override object Primitive => _semaphore!;

        internal static AcquireFrame Rent(AsyncSemaphore semaphore)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            AcquireFrame frame = Unsafe.As<AcquireFrame>(pool.TryTake()) ?? new AcquireFrame(pool);
            frame.Begin(thread);
            frame._semaphore = semaphore;
            return frame;
        }

        private protected override void TryNow()
        {
            _semaphore!._waiters.Use();
            if (!_semaphore.IsLocked)
            {
                _semaphore.Value--;
                Complete(_semaphore.NextReleaser());
            }
        }

        // The permit was taken for us by whoever released it.
        private protected override void OnWoken()
        {
            _semaphore!.WakeWhilePermits();
            Complete(_semaphore.NextReleaser());
        }

        private protected override void OnCanceled(bool wasWoken)
        {
            if (wasWoken)
            {
                _semaphore!.Value++;
            }

            _semaphore!.WakeWhilePermits();
        }

        private protected override void ReleaseReferences() => _semaphore = null;
    }
}
