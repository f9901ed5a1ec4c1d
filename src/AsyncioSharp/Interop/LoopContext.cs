namespace AsyncioSharp;

/// <summary>
/// The synchronization context of the loop: what a plain async method that awaits something foreign continues on. Each task has its own, so
/// that the method's next loop await still belongs to the task; callbacks share the loop's.
/// </summary>
internal sealed class LoopContext : SynchronizationContext
{
    // The loop or the task. One field: every task has one of these objects.
    private readonly object _owner;

    // The base class leaves seven of eight bytes unused. One field of each size fills them, so these two cost a task nothing here.
    private readonly OwnerKind _kind;

    /// <summary>The number in the task's name.</summary>
    internal int TaskNumber;

    /// <summary>Whether a cancellation is on its way down from the task.</summary>
    internal bool InCancelWalk;

    internal LoopContext(EventLoop loop)
    {
        _owner = loop;
    }

    internal LoopContext(LoopTask task)
    {
        _owner = task;
        _kind = OwnerKind.Task;
        WatchWaits(task.Loop);
    }

    private enum OwnerKind : ushort
    {
        Loop,
        Task,
    }

    /// <summary>In debug mode the runtime calls <see cref="Wait"/> for every blocking wait under this context.</summary>
    internal void WatchWaits(EventLoop loop)
    {
        if (loop.Debug)
        {
            SetWaitNotificationRequired();
        }
    }

    /// <summary>A blocking wait on the loop's thread: reported, then done as ever.</summary>
    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        BlockingWaits.Report(Loop, millisecondsTimeout);
        return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
    }

    private LoopTask? Task => _kind == OwnerKind.Task ? (LoopTask)_owner : null;

    private EventLoop Loop => Task?.Loop ?? (EventLoop)_owner;

    /// <summary>Queues the continuation from any thread. A closed loop drops it, as nobody is left to run it.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // A frame that awaits a Task itself: its continuation would only queue the frame. Save that hop.
        if (state is Action { Target: Frame { WaitingOn: AsyncioSharp.ForeignWait } frame })
        {
            Loop.EndForeignWait(frame);
            return;
        }

        Loop.TryEnqueueFromAnywhere(new PostWorkItem(this, d), state);
    }

    /// <summary>Runs the callback now on the loop's thread; throws elsewhere, because waiting for the loop would invite deadlocks.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (EventLoop.Current != Loop)
        {
            throw new NotSupportedException("Send would block this thread until the loop gets to it; use Post.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    private sealed class PostWorkItem(LoopContext context, SendOrPostCallback callback) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            if (context.Task is { IsDone: false } task)
            {
                task.Enter(loop);
            }

            using ForeignCancellation? watch = ForeignCancellation.Watch(loop, loop.CurrentTaskOrNull);
            try
            {
                callback(state);
            }
            catch (Exception e) when (e is not ConsoleInterruptedException)
            {
                loop.CallExceptionHandler(new LoopErrorContext { Message = "Exception in posted callback", Exception = e });
            }

            loop.LeaveTask();
        }
    }
}
