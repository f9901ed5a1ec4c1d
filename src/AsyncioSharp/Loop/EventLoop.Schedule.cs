using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Scheduling of callbacks and of work items.</content>
public sealed partial class EventLoop
{
    /// <summary>What runs in the next iteration, or in the rest of this one. Loop thread only.</summary>
    internal ReadyQueue Ready = new();

    /// <summary>Runs a callback in the next iteration, after everything that is ready by now; never at once.</summary>
    /// <param name="callback">The callback. What it throws goes to <see cref="ExceptionHandler"/>, and the loop goes on.</param>
    /// <returns>A handle to withdraw it.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Handle CallSoon(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return QueueCallback(null, callback);
    }

    /// <summary>Runs a callback with a state in the next iteration. See <see cref="CallSoon(Action)"/>.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="state">What it gets.</param>
    public Handle CallSoon(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return QueueCallback(callback, state);
    }

    /// <summary>
    /// Runs a callback after a delay. 0 or less is a timer that is already due: it runs in the next iteration, after what was ready when that
    /// began (S006, S007). Timers due at the same time run in creation order.
    /// </summary>
    /// <param name="delay">The delay on the loop's clock; <see cref="Timeout.InfiniteTimeSpan"/>: it never runs.</param>
    /// <param name="callback">The callback. What it throws goes to <see cref="ExceptionHandler"/>.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public TimerHandle CallLater(TimeSpan delay, Action callback) => CallAt(LoopTime.After(this, delay), callback);

    /// <summary>Runs a callback at a time on the loop's clock; one in the past runs in the next iteration. See <see cref="CallLater"/>.</summary>
    /// <param name="when">The time, compared with <see cref="Time"/>; <see cref="Timeout.InfiniteTimeSpan"/>: it never runs.</param>
    /// <param name="callback">The callback.</param>
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
            // What another thread has sent before this call runs before it.
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
