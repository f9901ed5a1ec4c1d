using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Coroutine{T}"/>. For use by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// Coroutine&lt;int&gt; sleep = Asyncio.Sleep(0.1, 42);
/// int value = await sleep;   // the compiler calls GetAwaiter
/// </code>
/// </example>
public readonly struct CoroutineAwaiter<T> : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly ResultFrame<T>? _frame;
    private readonly uint _version;

    internal CoroutineAwaiter(ResultFrame<T>? frame, uint version)
    {
        _frame = frame;
        _version = version;
    }

    /// <summary>Starts the body. True if the body completed without suspending.</summary>
    /// <exception cref="InvalidOperationException">The coroutine was already awaited, or no loop is running on this thread.</exception>
    public bool IsCompleted
    {
        [StackTraceHidden]
        get => _frame is null || _frame.Start(_version);
    }

    /// <summary>Ends the await: returns the result, or rethrows an exception of the body.</summary>
    /// <returns>The result.</returns>
    [StackTraceHidden]
    public T GetResult() => _frame is null ? default! : _frame.TakeResult(_version);

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => _frame!.SuspendParent(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => _frame!.SuspendParent(continuation);

    void ILoopAwaiter.Suspend(Frame frame) => _frame!.SuspendParent(frame);
}
