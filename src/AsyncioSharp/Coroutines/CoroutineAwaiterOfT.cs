using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Coroutine{T}"/>. Meant for the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public readonly struct CoroutineAwaiter<T> : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly ResultFrame<T>? _frame;
    private readonly uint _version;

    internal CoroutineAwaiter(ResultFrame<T>? frame, uint version)
    {
        _frame = frame;
        _version = version;
    }

    /// <summary>Starts the body; true when it has completed without suspending.</summary>
    /// <exception cref="InvalidOperationException">It was awaited already, or no loop is running on this thread.</exception>
    public bool IsCompleted
    {
        [StackTraceHidden]
        get => _frame is null || _frame.Start(_version);
    }

    /// <summary>Returns the result, or throws what the body threw.</summary>
    [StackTraceHidden]
    public T GetResult() => _frame is null ? default! : _frame.TakeResult(_version);

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => _frame!.SuspendParent(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => _frame!.SuspendParent(continuation);

    void ILoopAwaiter.Suspend(Frame frame) => _frame!.SuspendParent(frame);
}
