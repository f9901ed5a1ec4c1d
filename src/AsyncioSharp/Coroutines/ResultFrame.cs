using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A frame whose body returns a <typeparamref name="T"/>. Coroutines without a result use <see cref="VoidResult"/>.</summary>
internal abstract class ResultFrame<T>(FramePool pool) : Frame(pool)
{
    /// <summary>The delegate for a foreign awaiter. Only compiler-generated bodies await foreign objects.</summary>
    internal virtual Action ForeignContinuation => throw new InvalidOperationException("This frame awaits nothing foreign.");

    /// <summary>The result of the body, once it has completed without an exception.</summary>
    protected T? Result;

    // Frames are pooled, so in steady state none is collected. A collected frame that was never started is a missing await. A transparent
    // frame is not reported, because the coroutine it forwards is reported itself.
    ~ResultFrame()
    {
        if (State == FrameState.Created && !IsTransparent && !Environment.HasShutdownStarted)
        {
            FinalizerReports.NeverAwaited(HomeLoop, Name, CreationSites.Find(this));
        }
    }

    /// <summary>Ends an await: returns the result or throws the exception, and recycles the frame.</summary>
    [StackTraceHidden]
    internal T TakeResult(uint version)
    {
        if (Version != version || State != FrameState.Completed)
        {
            ThrowFailed(version);
        }

        T result = Result!;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Result = default;
        }

        Recycle();
        return result;
    }

    internal void Complete(T result)
    {
        Debug.Assert(State == FrameState.Started, "Only a running body returns.");
        Result = result;
        State = FrameState.Completed;
    }

    internal void Fail(Exception error)
    {
        Debug.Assert(State == FrameState.Started, "Only a running body throws.");
        Error = error;
        State = FrameState.Failed;
    }

    internal sealed override LoopTask Schedule(EventLoop loop, uint version) => this is ResultFrame<VoidResult> frame
        ? LoopTask.Schedule(loop, new Coroutine(frame, version), null)
        : LoopTask<T>.Schedule(loop, new Coroutine<T>(this, version), null);

    internal sealed override Coroutine WithoutResult(uint version) => this is ResultFrame<VoidResult> frame
        ? new Coroutine(frame, version)
        : TransparentCoroutines.Await(new Coroutine<T>(this, version));

    internal override void CompleteTask(LoopTask task)
    {
        Exception? error = Error;
        T result = Result!;
        Result = default;
        Recycle();
        if (error is not null)
        {
            task.FinishWithError(error);
        }
        else if (typeof(T) == typeof(VoidResult))
        {
            task.Finish();
        }
        else
        {
            ((LoopTask<T>)task).Finish(result);
        }
    }
}
