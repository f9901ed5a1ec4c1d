namespace AsyncioSharp;

/// <summary>
/// Stands for a plain async method (<c>async Task</c>, an async iterator) that awaits something of the loop: running it calls the method's
/// continuation. It belongs to the task in whose step the method ran, so that <see cref="LoopTask.Cancel"/> reaches its await.
/// </summary>
internal sealed class ContinuationFrame : Frame
{
    // Null once the loop has been closed over it.
    private Action? _continuation;
    private Frame? _resumed;

    internal ContinuationFrame(Action continuation, LoopTask? task)
        : base(FramePool.None)
    {
        _continuation = continuation;
        Task = task;
        State = FrameState.Started;
    }

    /// <summary>Whether the loop was closed before the wait ended.</summary>
    internal bool IsAbandoned => _continuation is null;

    /// <summary>A cancellation that could not cancel the wait any more and is thrown when the method resumes.</summary>
    internal bool MustCancel { get; set; }

    internal override string Name => _continuation?.Method.DeclaringType is { } type ? CoroutineName.Of(type) : "continuation";

    /// <summary>Suspends a plain async method on a future.</summary>
    internal static void Wait(Future future, Action continuation)
    {
        if (EventLoop.Current is not { } loop)
        {
            // An exception here would not reach the method, but end the process: its resumption throws.
            continuation();
            return;
        }

        var frame = new ContinuationFrame(continuation, loop.CurrentTaskOrNull);
        frame.Register(loop);
        future.SuspendFrame(loop, frame);
    }

    /// <summary>Notes the wait with the task that it belongs to, or with the loop: it has to end at the latest when they do.</summary>
    internal void Register(EventLoop loop)
    {
        if (Task is { IsDone: false } task)
        {
            task.AddInnerWait(this);
        }
        else
        {
            loop.AddStrayWait(this);
        }
    }

    /// <summary>The loop is closed: the method goes on on the thread pool, where the end of its await throws a cancellation.</summary>
    internal override void Abandon(EventLoop loop, object? state)
    {
        if (Interlocked.Exchange(ref _continuation, null) is { } continuation)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work(), continuation, preferLocal: false);
        }
    }

    internal override void MoveNext(EventLoop loop)
    {
        if (Task is not { IsDone: false } task || !task.RemoveInnerWait(this))
        {
            loop.RemoveStrayWait(this);
        }

        WaitingOn = null;
        ContinuationFrame? outer = loop.Continuing;
        loop.Continuing = this;
        try
        {
            _continuation?.Invoke();
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            // The compiler's continuations do not throw; one that was passed to OnCompleted by hand may.
            string message = $"Exception in the continuation of an await: {Name}";
            loop.Report(LoopErrorKind.CallbackFailed, message, e);
        }
        finally
        {
            loop.Continuing = outer;
        }

        if (_resumed is { } frame)
        {
            _resumed = null;
            Resume(loop, frame);
        }
    }

    /// <summary>Cancels what its chain of awaits waits for in the end.</summary>
    internal void CancelInnermost()
    {
        Frame leaf = this;
        while (leaf.WaitingOn is Frame child)
        {
            leaf = child;
        }

        leaf.CancelWait(null);
    }

    /// <summary>
    /// The method has completed and so ended the await of <paramref name="frame"/>. False when that has to wait for the next iteration:
    /// when it is another task's, or a cancellation of the task has to be looked after.
    /// </summary>
    internal bool TryHandOver(Frame frame)
    {
        if (_resumed is not null || frame.Task is not { } task || task != Task || task.HasUndeliveredCancellation)
        {
            return false;
        }

        _resumed = frame;
        return true;
    }

    internal override LoopTask Schedule(EventLoop loop, uint version) => throw NotACoroutine();

    internal override Coroutine WithoutResult(uint version) => throw NotACoroutine();

    internal override void DiscardBody()
    {
    }

    // The trampoline stops here: the state never becomes Completed.
    internal override void CompleteTask(LoopTask task) => throw new InvalidOperationException("A continuation has no result.");

    // The trampoline goes on with it, in the same step: for asyncio an awaited async generator is a plain call, whose end costs nothing
    // (S305).
    private static void Resume(EventLoop loop, Frame frame)
    {
        if (loop.Next is null)
        {
            frame.WaitingOn = null;
            loop.Next = frame;
        }
        else
        {
            loop.Enqueue(frame, null);
        }
    }
}
