using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="Coroutine"/>. For use by the compiler.</summary>
/// <example>
/// <code>
/// Coroutine sleep = Asyncio.Sleep(0.1);
/// await sleep;   // the compiler calls GetAwaiter
/// </code>
/// </example>
public readonly struct CoroutineAwaiter : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly ResultFrame<VoidResult>? _frame;
    private readonly uint _version;

    internal CoroutineAwaiter(ResultFrame<VoidResult>? frame, uint version)
    {
        _frame = frame;
        _version = version;
    }

    /// <summary>Starts the body. True if the body completed without suspending.</summary>
    /// <exception cref="InvalidOperationException">The coroutine was already awaited, or no loop is running on this thread.</exception>
    public bool IsCompleted
    {
        [StackTraceHidden]
        get => _frame is null || (_frame != YieldFrame.Instance && _frame.Start(_version));
    }

    /// <summary>Ends the await; rethrows an exception of the body.</summary>
    [StackTraceHidden]
    public void GetResult()
    {
        if (_frame == YieldFrame.Instance)
        {
            YieldFrame.End();
        }
        else
        {
            _frame?.TakeResult(_version);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation)
    {
        if (_frame == YieldFrame.Instance)
        {
            YieldFrame.Suspend(continuation);
        }
        else
        {
            _frame!.SuspendParent(continuation);
        }
    }

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    void ILoopAwaiter.Suspend(Frame frame)
    {
        if (_frame == YieldFrame.Instance)
        {
            YieldFrame.Suspend(frame);
        }
        else
        {
            _frame!.SuspendParent(frame);
        }
    }
}
