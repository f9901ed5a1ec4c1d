using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Scheduling of callbacks and of work items.</content>
public sealed partial class EventLoop
{
    /// <summary>The work of the next iteration, and the rest of the current one. Loop thread only.</summary>
    internal ReadyQueue Ready = new();

    // The items of the current iteration that have not run.
    private int _remaining;

    /// <summary>
    /// Runs a callback in the next iteration, after all work that is already queued; never immediately (asyncio: <c>call_soon</c>).
    /// </summary>
    /// <param name="callback">The callback. Its exceptions go to <see cref="ExceptionHandler"/>, and the loop continues.</param>
    /// <returns>A handle to cancel the callback.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Handle CallSoon(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return QueueCallback(null, callback);
    }

    /// <summary>Runs a callback with a state in the next iteration. See <see cref="CallSoon(Action)"/>.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="state">The argument of the callback.</param>
    /// <returns>A handle to cancel the callback.</returns>
    public Handle CallSoon(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return QueueCallback(callback, state);
    }

    /// <summary>
    /// Runs a callback after a delay (asyncio: <c>call_later</c>). With 0 or less the timer is already due: the callback runs in the next
    /// iteration, after the work that was ready when it began (S006, S007). Timers due at the same time run in creation order.
    /// </summary>
    /// <param name="delay">The delay on the loop's clock; with <see cref="Timeout.InfiniteTimeSpan"/> the callback never runs.</param>
    /// <param name="callback">The callback. Its exceptions go to <see cref="ExceptionHandler"/>.</param>
    /// <returns>A handle to cancel the timer.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public TimerHandle CallLater(TimeSpan delay, Action callback) => CallAt(LoopTime.After(this, delay), callback);

    /// <summary>
    /// Runs a callback at a time on the loop's clock (asyncio: <c>call_at</c>). If the time is in the past, the callback runs in the next
    /// iteration. See <see cref="CallLater"/>.
    /// </summary>
    /// <param name="when">
    /// The time, compared with <see cref="Time"/>; with <see cref="Timeout.InfiniteTimeSpan"/> the callback never runs.
    /// </param>
    /// <param name="callback">The callback.</param>
    /// <returns>A handle to cancel the timer.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public TimerHandle CallAt(TimeSpan when, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ThrowIfClosed();
        CheckThread();
        var item = new CallbackWorkItem(this, null, callback);
        if (!LoopTime.IsNever(when))
        {
            Timers.Add(when.Ticks, item);
        }

        return new TimerHandle(item, when);
    }

    private Handle QueueCallback(Action<object?>? callback, object? state)
    {
        ThrowIfClosed();
        CheckThread();
        if (_hasIncoming)
        {
            // Work that another thread sent before this call runs first.
            TakeIncomingWork();
        }

        var item = new CallbackWorkItem(this, callback, state);
        Ready.Enqueue(item, null);
        return new Handle(item);
    }

    /// <summary>Queues a work item for the next iteration. Loop thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enqueue(WorkItem item, object? state) => Ready.Enqueue(item, state);
}
