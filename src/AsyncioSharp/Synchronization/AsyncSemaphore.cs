using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A set of permits (asyncio: <c>Semaphore</c>, or <c>BoundedSemaphore</c> with a maximum).</summary>
/// <remarks>
/// First come, first served. A release hands the permit to the first waiter; a waiter that is canceled afterwards passes it on. Thread
/// affinity: the loop's thread; a semaphore can be created on any thread, and belongs to the loop of its first contended use.
/// </remarks>
/// <example>
/// <code>
/// var permits = new AsyncSemaphore(2);
///
/// async Coroutine Load(int page)
/// {
///     using (await permits.AcquireAsync()) { await Asyncio.Sleep(0.1); }   // at most two at a time
///     Console.WriteLine(page);
/// }
///
/// await Asyncio.Gather(Load(1), Load(2), Load(3));
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AsyncSemaphore
{
    private readonly int _max;
    private WaitQueue _waiters;

    // Acquisitions are numbered. For the last 64, these bits record whether the releaser was disposed; an older one is not disposed twice
    // by mistake.
    private long _lastHolder;
    private ulong _disposed;

    /// <summary>Creates a semaphore with <paramref name="value"/> permits.</summary>
    /// <param name="value">The initial number of permits; 0 or more.</param>
    /// <param name="max">A release above this number throws; null for no maximum.</param>
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

    /// <summary>The number of free permits.</summary>
    public int Value { get; private set; }

    /// <summary>Whether an acquire would wait: no permit is free, or other coroutines are already waiting.</summary>
    public bool IsLocked => Value == 0 || _waiters.HasLive;

    /// <summary>Takes a permit, waiting for one if necessary.</summary>
    /// <returns>A value that releases the permit when disposed.</returns>
    /// <exception cref="InvalidOperationException">The await has to wait, and the semaphore belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no permit was taken.</exception>
    public Coroutine<SemaphoreReleaser> AcquireAsync() => new(AcquireFrame.Rent(this));

    /// <summary>Returns a permit. The first waiter owns it immediately and resumes in the next iteration.</summary>
    /// <exception cref="InvalidOperationException">
    /// More permits were released than the maximum allows, or the loop that uses the semaphore runs on another thread.
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

    /// <summary>Describes the state, for messages.</summary>
    public override string ToString() =>
        $"<AsyncSemaphore {(IsLocked ? "locked" : "unlocked")}, value: {Value}, waiters: {_waiters.Count}>";

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

    // The waiter owns the permit before it resumes, so no other coroutine can take it in between.
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

        private protected override ref WaitQueue Queue => ref _semaphore!._waiters;

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

        // The release took the permit for this waiter.
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
