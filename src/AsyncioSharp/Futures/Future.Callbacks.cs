namespace AsyncioSharp;

/// <content>Completion callbacks. Waiters and done callbacks share one list, in registration order.</content>
public partial class Future
{
    /// <summary>
    /// Calls <paramref name="callback"/> in the iteration after the future completes, or in the next one if it is already done. The call is
    /// never immediate. A callback registered twice is called twice. Its exceptions go to <see cref="EventLoop.ExceptionHandler"/>.
    /// </summary>
    /// <param name="callback">Receives this future. Runs in the execution context captured by this method.</param>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public void AddDoneCallback(Action<Future> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Loop.CheckThread();
        AddCallback(new DoneCallbackWorkItem(callback));
    }

    /// <summary>Removes every registration of <paramref name="callback"/>. Calls that are already queued still happen.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>The number of registrations removed; 0 once the future is done.</returns>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public int RemoveDoneCallback(Action<Future> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Loop.CheckThread();
        if (IsDone)
        {
            return 0;
        }

        if (_payload is DoneCallbackWorkItem single)
        {
            if (single.Callback != callback)
            {
                return 0;
            }

            _payload = null;
            return 1;
        }

        return _payload is CallbackList list ? list.RemoveAll(item => item is DoneCallbackWorkItem done && done.Callback == callback) : 0;
    }

    /// <summary>
    /// Queues <paramref name="item"/> on completion, with this future as its state. Queues it immediately if the future is done.
    /// </summary>
    internal void AddCallback(WorkItem item)
    {
        if (Status != FutureStatus.Pending)
        {
            Loop.Enqueue(item, this);
            return;
        }

        switch (_payload)
        {
            case null:
                _payload = item;
                break;
            case WorkItem first:
                _payload = new CallbackList(first, item);
                break;
            default:
                ((CallbackList)_payload).Add(item);
                break;
        }
    }

    internal void RemoveCallback(WorkItem item)
    {
        if (IsDone)
        {
            return;
        }

        if (ReferenceEquals(_payload, item))
        {
            _payload = null;
        }
        else if (_payload is CallbackList list)
        {
            list.Remove(item);
        }
    }

    /// <summary>Suspends a frame on this future. Misuse throws in the frame one iteration later, as in asyncio (S041, S042).</summary>
    internal void SuspendFrame(EventLoop loop, Frame frame)
    {
        LoopTask? task = loop.CurrentTaskOrNull;
        frame.SetTask(task);
        if (Loop != loop)
        {
            loop.Enqueue(new MisuseWorkItem(frame, new InvalidOperationException($"{this} is attached to a different loop")), null);
            return;
        }

        if (ReferenceEquals(task, this))
        {
            loop.Enqueue(new MisuseWorkItem(frame, new InvalidOperationException($"Task cannot await on itself: {this}")), null);
            return;
        }

        frame.WaitingOn = this;
        AddCallback(frame);
        task?.AfterSuspend(frame);
    }

    private sealed class DoneCallbackWorkItem(Action<Future> callback) : WorkItem
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        internal Action<Future> Callback { get; } = callback;

        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(_context ?? loop.RunContext);
            try
            {
                Callback((Future)state!);
            }
            catch (Exception e) when (e is not ConsoleInterruptedException)
            {
                loop.Report(LoopErrorKind.CallbackFailed, $"Exception in callback {Callback.Method.Name}", e, (Future)state!);
            }
        }
    }

    private sealed class MisuseWorkItem(Frame frame, Exception error) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.Injected = error;
            frame.Run(loop, null);
            loop.Injected = null;
        }
    }
}
