using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A flag that coroutines can wait for (asyncio: <c>Event</c>).</summary>
/// <remarks>
/// Thread affinity: the loop's thread; an event can be created on any thread, and belongs to the loop of its first waiter. To set it from
/// another thread, use <see cref="EventLoop.CallSoonThreadSafe(Action)"/>.
/// </remarks>
/// <example>
/// <code>
/// var ready = new AsyncEvent();
/// Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(1), ready.Set);
/// await ready.WaitAsync();   // resumes after a second
/// Console.WriteLine(ready.IsSet);
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AsyncEvent
{
    private WaitQueue _waiters;

    /// <summary>Whether the flag is set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Waits until the flag is set; does not suspend if it already is.</summary>
    /// <returns>A coroutine that completes once the flag is set.</returns>
    /// <exception cref="InvalidOperationException">The await has to wait, and the event belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting.</exception>
    public Coroutine WaitAsync() => new(WaitFrame.Rent(this));

    /// <summary>
    /// Sets the flag. All waiters resume in the next iteration, in order, even if the flag is cleared in the meantime (S201).
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop that uses the event runs on another thread; nothing was changed.</exception>
    public void Set()
    {
        _waiters.Use();
        if (!IsSet)
        {
            IsSet = true;
            _waiters.WakePending(int.MaxValue);
        }
    }

    /// <summary>Clears the flag.</summary>
    /// <exception cref="InvalidOperationException">The loop that uses the event runs on another thread.</exception>
    public void Clear()
    {
        _waiters.Use();
        IsSet = false;
    }

    /// <summary>Describes the state, for messages.</summary>
    public override string ToString() => $"<AsyncEvent {(IsSet ? "set" : "unset")}, waiters: {_waiters.Count}>";

    private sealed class WaitFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private AsyncEvent? _event;

        internal override string Name => "AsyncEvent.WaitAsync";

        private protected override ref WaitQueue Queue => ref _event!._waiters;

        private protected override object Primitive => _event!;

        internal static WaitFrame Rent(AsyncEvent flag)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            WaitFrame frame = Unsafe.As<WaitFrame>(pool.TryTake()) ?? new WaitFrame(pool);
            frame.Begin(thread);
            frame._event = flag;
            return frame;
        }

        private protected override void TryNow()
        {
            _event!._waiters.Use();
            if (_event.IsSet)
            {
                Complete(default);
            }
        }

        // The flag is not checked again (S201).
        private protected override void OnWoken() => Complete(default);

        private protected override void OnCanceled(bool wasWoken)
        {
        }

        private protected override void ReleaseReferences() => _event = null;
    }
}
