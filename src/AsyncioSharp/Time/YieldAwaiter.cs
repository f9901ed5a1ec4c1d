using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="YieldAwaitable"/>. Used by the compiler.</summary>
/// <example>
/// <code>
/// YieldAwaiter awaiter = Asyncio.Yield().GetAwaiter();
/// Console.WriteLine(awaiter.IsCompleted);   // False: a yield always suspends
/// await Asyncio.Yield();
/// </code>
/// </example>
public readonly struct YieldAwaiter : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly EventLoop _loop;

    internal YieldAwaiter(EventLoop loop)
    {
        _loop = loop;
    }

    /// <summary>Always false: a yield always suspends, for one iteration.</summary>
    public bool IsCompleted => false;

    /// <summary>Completes the await; a cancellation is thrown here.</summary>
    /// <exception cref="LoopCanceledException">The task was canceled.</exception>
    [StackTraceHidden]
    public void GetResult()
    {
        if (_loop.Injected is not null)
        {
            PendingException.Throw(_loop);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation)
    {
        var frame = new ContinuationFrame(continuation, _loop.CurrentTaskOrNull);
        frame.Register(_loop);
        _loop.Enqueue(frame, null);
    }

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    void ILoopAwaiter.Suspend(Frame frame)
    {
        frame.SetTask(_loop.CurrentTaskOrNull);
        _loop.Enqueue(frame, null);
    }
}
