using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Future"/>. Meant for the compiler.</summary>
public readonly struct FutureAwaiter : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly Future _future;

    internal FutureAwaiter(Future future)
    {
        _future = future;
    }

    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsCompleted => _future.IsDone;

    /// <summary>The end of the await.</summary>
    [StackTraceHidden]
    public void GetResult()
    {
        if (_future.Loop.Injected is not null || _future.Status != FutureStatus.Succeeded)
        {
            PendingException.ThrowForAwait(_future);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => ContinuationFrame.Wait(_future, continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => ContinuationFrame.Wait(_future, continuation);

    void ILoopAwaiter.Suspend(Frame frame) => _future.SuspendFrame(EventLoop.CurrentOrThrow(), frame);
}
