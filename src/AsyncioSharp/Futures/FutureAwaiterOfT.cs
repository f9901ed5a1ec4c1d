using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Future{T}"/>. For use by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// var answer = new Future&lt;int&gt;();
/// answer.SetResult(42);
/// int value = await answer;   // the compiler calls GetAwaiter
/// </code>
/// </example>
public readonly struct FutureAwaiter<T> : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly Future<T> _future;

    internal FutureAwaiter(Future<T> future)
    {
        _future = future;
    }

    /// <summary>Whether the future is done, so that the await does not suspend.</summary>
    public bool IsCompleted => _future.IsDone;

    /// <summary>Ends the await: returns the value, or throws the future's exception or the cancellation of the awaiting task.</summary>
    /// <returns>The value.</returns>
    [StackTraceHidden]
    public T GetResult()
    {
        if (_future.Loop.Injected is not null || _future.Status != FutureStatus.Succeeded)
        {
            PendingException.ThrowForAwait(_future);
        }

        return _future.ResultUnchecked;
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => ContinuationFrame.Wait(_future, continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => ContinuationFrame.Wait(_future, continuation);

    void ILoopAwaiter.Suspend(Frame frame) => _future.SuspendFrame(EventLoop.CurrentOrThrow(), frame);
}
