namespace AsyncioSharp;

/// <summary>
/// Represents a plain async method (<c>async Task</c>, an async iterator) that awaits a loop object. Running the frame calls the method's
/// continuation. The frame belongs to the task in whose step the method ran, so that <see cref="LoopTask.Cancel"/> reaches its await.
/// </summary>
internal sealed class ContinuationFrame : Frame
{
    // Null once the loop was closed during the wait.
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

    /// <summary>Whether a cancellation came too late to cancel the wait and must be thrown when the method resumes.</summary>
    internal bool MustCancel { get; set; }

    internal override bool IsOfTheRuntime => false;

    internal override string Name => _continuation?.Method.DeclaringType is { } type ? CoroutineName.Of(type) : "continuation";

    /// <summary>Suspends a plain async method on a future.</summary>
    internal static void Wait(Future future, Action continuation)
    {
        if (EventLoop.Current is not { } loop)
        {
            // An exception thrown here would not reach the method but crash the process. Resume the method instead; its await then throws.
            continuation();
            return;
        }

        var frame = new ContinuationFrame(continuation, loop.CurrentTaskOrNull);
        frame.Register(loop);
        future.SuspendFrame(loop, frame);
    }

    /// <summary>Registers the wait with its task or, without one, with the loop, so that it ends no later than they do.</summary>
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

    /// <summary>Called when the loop is closed. The method continues on the thread pool, where its await throws a cancellation.</summary>
    internal override void Abandon(EventLoop loop, object? state)
    {
        if (Interlocked.Exchange(ref _continuation, null) is { } continuation)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work(), continuation, preferLocal: false);
        }
    }

    internal override bool MoveNext(EventLoop loop)
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
            // Compiler-generated continuations do not throw, but one that user code passes to OnCompleted may.
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

        // A continuation has no end of its own: nothing awaits it.
        return false;
    }

    /// <summary>Cancels the innermost wait of the frame's chain of awaits.</summary>
    internal void CancelInnermost() => Innermost.CancelWait(null);

    /// <summary>
    /// Called when the method has completed, which ends the await of <paramref name="frame"/>. Returns false if the frame must be queued
    /// instead: it belongs to another task, or a cancellation of the task is pending.
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

    // Never called: the trampoline stops at this frame, because its state never becomes Completed.
    internal override void CompleteTask(LoopTask task) => throw new InvalidOperationException("A continuation has no result.");

    // The trampoline runs the frame in the same step: in asyncio, an awaited async generator is a plain call, whose end takes no iteration
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
