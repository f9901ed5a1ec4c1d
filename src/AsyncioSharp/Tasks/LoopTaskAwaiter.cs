using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Awaits a <see cref="LoopTask{T}"/>. Used by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// LoopTask&lt;int&gt; task = Asyncio.CreateTask(Asyncio.Sleep(0.1, 42));
/// LoopTaskAwaiter&lt;int&gt; awaiter = task.GetAwaiter();
/// Console.WriteLine(awaiter.IsCompleted);   // False
/// Console.WriteLine(await task);            // 42
/// </code>
/// </example>
public readonly struct LoopTaskAwaiter<T> : ICriticalNotifyCompletion, ILoopAwaiter
{
    private readonly LoopTask<T> _task;

    internal LoopTaskAwaiter(LoopTask<T> task)
    {
        _task = task;
    }

    /// <summary>Whether the task is done, so that the await does not suspend.</summary>
    public bool IsCompleted => _task.IsDone;

    /// <summary>Completes the await.</summary>
    /// <returns>The task's result.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled, or the awaiting task was.</exception>
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
