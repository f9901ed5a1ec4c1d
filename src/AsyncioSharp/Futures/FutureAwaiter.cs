using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Future"/>. For use by the compiler.</summary>
/// <example>
/// <code>
/// var ready = new Future();
/// ready.SetResult();
/// await ready;   // the compiler calls GetAwaiter
/// </code>
/// </example>
public readonly struct FutureAwaiter : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly Future _future;

    internal FutureAwaiter(Future future)
    {
        _future = future;
    }

    /// <summary>Whether the future is done, so that the await does not suspend.</summary>
    public bool IsCompleted => _future.IsDone;

    /// <summary>Ends the await: throws the future's exception, or the cancellation of the awaiting task.</summary>
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
