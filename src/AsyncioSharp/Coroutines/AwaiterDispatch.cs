using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>What a builder does with an awaiter that is not complete: ours suspend the frame itself, foreign ones get a continuation.</summary>
internal static class AwaiterDispatch
{
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Suspend<TAwaiter, TResult>(ResultFrame<TResult> frame, ref TAwaiter awaiter)
        where TAwaiter : INotifyCompletion
    {
        // For a struct awaiter the JIT resolves the test and the call: no boxing.
        if (awaiter is ILoopAwaiter)
        {
            ((ILoopAwaiter)awaiter).Suspend(frame);
        }
        else
        {
            awaiter.OnCompleted(BeginForeignWait(frame));
        }
    }

    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SuspendUnsafe<TAwaiter, TResult>(ResultFrame<TResult> frame, ref TAwaiter awaiter)
        where TAwaiter : ICriticalNotifyCompletion
    {
        if (awaiter is ILoopAwaiter)
        {
            ((ILoopAwaiter)awaiter).Suspend(frame);
        }
        else
        {
            awaiter.UnsafeOnCompleted(BeginForeignWait(frame));
        }
    }

    // Before the awaiter sees the continuation: it may call it at once, from any thread.
    private static Action BeginForeignWait<TResult>(ResultFrame<TResult> frame)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        frame.Task = loop.CurrentTaskOrNull;
        frame.WaitingOn = loop.ForeignWait;
        loop.ForeignKinds?.Begin();
        return frame.ForeignContinuation;
    }
}
