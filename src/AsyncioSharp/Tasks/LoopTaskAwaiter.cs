using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="LoopTask{T}"/>. Meant for the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public readonly struct LoopTaskAwaiter<T> : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly LoopTask<T> _task;

    internal LoopTaskAwaiter(LoopTask<T> task)
    {
        _task = task;
    }

    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsCompleted => _task.IsDone;

    /// <summary>The end of the await.</summary>
    [StackTraceHidden]
    public T GetResult()
    {
        if (_task.Loop.Injected is not null || _task.Status != FutureStatus.Succeeded)
        {
            PendingException.ThrowForAwait(_task);
        }

        return _task.ResultUnchecked;
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => ContinuationFrame.Wait(_task, continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => ContinuationFrame.Wait(_task, continuation);

    void ILoopAwaiter.Suspend(Frame frame) => _task.SuspendFrame(EventLoop.CurrentOrThrow(), frame);
}
