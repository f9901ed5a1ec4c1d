namespace AsyncioSharp;

/// <summary>
/// Stands for a plain async method (<c>async Task</c>, an async iterator) that awaits something of the loop: running it calls the method's
/// continuation. It belongs to the task in whose step the method ran, so that <see cref="LoopTask.Cancel"/> reaches its await.
/// </summary>
internal sealed class ContinuationFrame : Frame
{
    private readonly Action _continuation;

    internal ContinuationFrame(Action continuation, LoopTask? task)
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
        EventLoop loop = EventLoop.CurrentOrThrow();
        var frame = new ContinuationFrame(continuation, loop.CurrentTaskOrNull);
        frame.Register();
        future.SuspendFrame(loop, frame);
    }

    internal void Register() => Task?.AddInnerWait(this);

    internal override void MoveNext()
    {
        Task?.RemoveInnerWait(this);
        WaitingOn = null;
        _continuation();
    }

    // The trampoline stops here: the state never becomes Completed.
    internal override void Deliver(LoopTask task) => throw new InvalidOperationException("A continuation has no result.");

    internal override void Recycle()
    {
    }
}
