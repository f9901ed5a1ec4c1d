using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A frame whose body returns a <typeparamref name="T"/>. Coroutines without a result use <see cref="Nothing"/>.</summary>
internal abstract class ResultFrame<T> : Frame
{
    /// <summary>What the body returned, once completed without error.</summary>
    protected T? Result;

    /// <summary>The end of an await: returns the result or throws the error, and recycles the frame.</summary>
    [StackTraceHidden]
    internal T TakeResult(uint version)
    {
        ThrowIfFailed(version);
        T result = Result!;
        Recycle();
        return result;
    }

    internal void Complete(T result)
    {
        Result = result;
        State = FrameState.Completed;
    }

    internal void Fail(Exception error)
    {
        Error = error;
        State = FrameState.Completed;
    }

    internal override void Deliver(LoopTask task)
    {
        Exception? error = Error;
        T result = Result!;
        Recycle();
        if (error is not null)
        {
            task.FinishWithError(error);
        }
        else if (typeof(T) == typeof(Nothing))
        {
            task.Finish();
        }
        else
        {
            ((LoopTask<T>)task).Finish(result);
        }
    }

    /// <summary>Clears what this life left behind. Called by <see cref="Frame.Recycle"/> before the frame goes to its pool.</summary>
    protected void Reset()
    {
        Version++;
        State = FrameState.Free;
        Result = default;
        Error = null;
        WaitingOn = null;
        Task = null;
        Parent = null;
    }
}
