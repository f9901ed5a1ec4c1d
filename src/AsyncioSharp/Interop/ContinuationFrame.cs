namespace AsyncioSharp;

/// <summary>
/// Stands for a plain async method (<c>async Task</c>, an async iterator) that awaits something of the loop: running it calls the method's
/// continuation. It belongs to the task in whose step the method ran, so that <see cref="LoopTask.Cancel"/> reaches its await.
/// </summary>
internal sealed class ContinuationFrame : Frame
{
    private readonly Action _continuation;
    private Frame? _resumed;

    internal ContinuationFrame(Action continuation, LoopTask? task)
        : base(FramePool.None)
    {
        _continuation = continuation;
        Task = task;
        State = FrameState.Started;
    }

    /// <summary>A cancellation that could not cancel the wait any more and is thrown when the method resumes.</summary>
    internal bool MustCancel { get; set; }

    internal override string Name => _continuation.Method.DeclaringType is { } type ? CoroutineName.Of(type) : "continuation";

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
        frame.Register();
        future.SuspendFrame(loop, frame);
    }

    internal void Register() => Task?.AddInnerWait(this);

    internal override void MoveNext(EventLoop loop)
    {
        Task?.RemoveInnerWait(this);
        WaitingOn = null;
        ContinuationFrame? outer = loop.Continuing;
        loop.Continuing = this;
        try
        {
            _continuation();
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
    // The trampoline goes on with it, in the same step: for asyncio an awaited async generator is a plain call, whose end costs nothing (S305).
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
