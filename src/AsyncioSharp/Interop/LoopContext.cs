namespace AsyncioSharp;

/// <summary>
/// The synchronization context of the loop, on which a plain async method continues after a foreign await. Each task has its own, so that
/// the method's next loop await still belongs to the task. Callbacks share the loop's.
/// </summary>
internal sealed class LoopContext : SynchronizationContext
{
    // The loop or the task. A single field, because every task has one of these objects.
    private readonly object _owner;

    // The base class leaves seven of eight bytes unused. One field of each size fills them, so these fields cost a task nothing here.
    private readonly OwnerKind _kind;

    /// <summary>The number in the task's name.</summary>
    internal int TaskNumber;

    private Flags _flags;

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

    [Flags]
    private enum Flags : byte
    {
        InCancelWalk = 1,
        TokenEndedWait = 2,
    }

    /// <summary>In debug mode the runtime calls <see cref="Wait"/> for every blocking wait under this context.</summary>
    internal void WatchWaits(EventLoop loop)
    {
        if (loop.Debug)
        {
            SetWaitNotificationRequired();
        }
    }

    /// <summary>Reports a blocking wait on the loop's thread, then performs it.</summary>
    /// <returns>The index of the handle that ended the wait.</returns>
    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        BlockingWaits.Report(Loop, millisecondsTimeout);
        return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
    }

    /// <summary>Whether a cancellation is being passed along the chain of awaits that starts at the task.</summary>
    internal bool InCancelWalk
    {
        get => (_flags & Flags.InCancelWalk) != 0;
        set => _flags = value ? _flags | Flags.InCancelWalk : _flags & ~Flags.InCancelWalk;
    }

    /// <summary>Whether the task's foreign await ended while its token was being canceled, and therefore because of it.</summary>
    internal bool TokenEndedWait
    {
        get => (_flags & Flags.TokenEndedWait) != 0;
        set => _flags = value ? _flags | Flags.TokenEndedWait : _flags & ~Flags.TokenEndedWait;
    }

    private LoopTask? Task => _kind == OwnerKind.Task ? (LoopTask)_owner : null;

    private EventLoop Loop => Task?.Loop ?? (EventLoop)_owner;

    /// <summary>
    /// Queues the continuation, from any thread. If the loop is closed, the thread pool runs it: a plain async method may outlive its loop.
    /// </summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // The continuation of a frame that awaits a Task would only queue the frame, so queue the frame directly.
        if (state is Action { Target: Frame frame } && frame.TryEndForeignWait() is { } loop)
        {
            loop.EndForeignWait(frame);
            return;
        }

        bool isFromOutside = EventLoop.Current != Loop;
        var item = new PostWorkItem(this, d)
        {
            IsFromOutside = isFromOutside || Loop.IsContinuedFromOutside,
            EndedByToken = !isFromOutside && Task is { } task && Loop.TaskOfCanceledToken == task,
        };
        if (!Loop.TryEnqueueFromAnywhere(item, state))
        {
            item.Abandon(Loop, state);
        }
    }

    /// <summary>
    /// Runs the callback immediately on the loop's thread. Throws on other threads, because waiting for the loop would invite deadlocks.
    /// </summary>
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
        /// <summary>Whether another thread posted the callback, or a callback that was itself posted by another thread.</summary>
        internal bool IsFromOutside { get; init; }

        /// <summary>Whether canceling the task's token caused the post.</summary>
        internal bool EndedByToken { get; init; }

        internal override void Abandon(EventLoop loop, object? state) =>
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => work.Item.RunOnPool(work.Loop, work.State), (Item: this, Loop: loop, State: state), preferLocal: false);

        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            if (context.Task is { IsDone: false } task)
            {
                task.Enter(loop);
            }

            using ForeignCancellation? watch = ForeignCancellation.Watch(loop, loop.CurrentTaskOrNull, EndedByToken);
            loop.IsContinuedFromOutside = IsFromOutside;
            try
            {
                callback(state);
            }
            catch (Exception e) when (e is not ConsoleInterruptedException)
            {
                loop.CallExceptionHandler(Report(e));
            }

            loop.IsContinuedFromOutside = false;
            loop.LeaveTask();
        }

        private void RunOnPool(EventLoop loop, object? state)
        {
            try
            {
                callback(state);
            }
            catch (Exception e)
            {
                DefaultExceptionHandler.Write(loop.Logger, Report(e));
            }
        }

        private static LoopErrorContext Report(Exception e) =>
            new() { Kind = LoopErrorKind.CallbackFailed, Message = "Exception in posted callback", Exception = e };
    }
}
