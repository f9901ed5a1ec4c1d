using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The body of <see cref="Asyncio.Sleep(TimeSpan)"/>, written by hand because every program sleeps: the frame is its own timer and future,
/// and a canceled sleep throws only if something awaits it.
/// </summary>
internal sealed class SleepFrame<T>(FramePool pool) : ResultFrame<T>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private long _delay;
    private T? _value;
    private Phase _phase;

    private enum Phase : byte
    {
        New,

        /// <summary>Yielded: in the ready queue. The task handles a cancellation.</summary>
        Yielded,

        /// <summary>In the timer queue, or its timer is due and in the ready queue.</summary>
        Sleeping,

        /// <summary>The timer has fired; the wake-up is queued.</summary>
        Woken,

        /// <summary>Canceled while sleeping; the wake-up is queued.</summary>
        Canceled,
    }

    internal override string Name => "Asyncio.Sleep";

    internal static SleepFrame<T> Rent(TimeSpan delay, T value)
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        SleepFrame<T> frame = Unsafe.As<SleepFrame<T>>(pool.TryTake()) ?? new SleepFrame<T>(pool);
        frame.Begin(thread);
        frame._delay = delay.Ticks;
        frame._value = value;
        frame._phase = Phase.New;
        return frame;
    }

    /// <summary>
    /// The timer fires in one iteration and the wake-up it queues runs in the next, as with a future between the two (S067).
    /// </summary>
    internal override void Run(EventLoop loop, object? state)
    {
        if (!ReferenceEquals(state, TimerQueue.Fired))
        {
            base.Run(loop, state);
        }
        else if (_phase == Phase.Sleeping)
        {
            _phase = Phase.Woken;
            loop.Enqueue(this, null);
        }
    }

    internal override bool MoveNext(EventLoop loop)
    {
        if (_phase == Phase.New)
        {
            Begin(loop);
            return false;
        }

        if (loop.TakeInjected() is { } injected)
        {
            Fail(injected);
        }
        else if (_phase == Phase.Canceled)
        {
            EndCanceled();
        }
        else
        {
            Complete(_value!);
        }

        _value = default;
        return true;
    }

    internal override void CompleteTask(LoopTask task)
    {
        if (_phase != Phase.Canceled || Error is not null)
        {
            base.CompleteTask(task);
            return;
        }

        Recycle();
        task.FinishCanceled(null);
    }

    internal override FrameWait DescribeWait() => _phase == Phase.Sleeping ? new(WaitKind.Timer) : default;

    internal override void DiscardBody() => _value = default;

    internal override bool CancelWait(string? message)
    {
        if (_phase != Phase.Sleeping)
        {
            return false;
        }

        // Not the running loop: tasks left over from a run are canceled between runs, during the shutdown.
        EventLoop loop = Task?.Loop ?? EventLoop.CurrentOrThrow();
        loop.Timers.Cancel(this);
        _phase = Phase.Canceled;
        Error = message is null ? null : new LoopCanceledException(message);
        loop.Enqueue(this, null);
        return true;
    }

    // A task that runs only this sleep needs no exception to be canceled (see CompleteTask).
    private void EndCanceled()
    {
        if (Parent is not null)
        {
            Error ??= new LoopCanceledException();
        }

        State = Error is null ? FrameState.Completed : FrameState.Failed;
    }

    private void Begin(EventLoop loop)
    {
        Task = loop.CurrentTaskOrNull;
        var delay = new TimeSpan(_delay);
        if (LoopTime.IsOver(delay))
        {
            _phase = Phase.Yielded;
            loop.Enqueue(this, null);
            return;
        }

        _phase = Phase.Sleeping;
        if (!LoopTime.IsNever(delay))
        {
            loop.Timers.Add(LoopTime.After(loop, delay).Ticks, this);
        }

        Task?.AfterSuspend(this);
    }
}
