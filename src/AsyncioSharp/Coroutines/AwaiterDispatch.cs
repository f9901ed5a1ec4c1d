using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Suspends a frame on an incomplete awaiter. The loop's awaiters suspend the frame directly; foreign awaiters get a continuation.
/// </summary>
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

    // Must run before the awaiter gets the continuation, which it may invoke immediately, on any thread.
    private static Action BeginForeignWait<TResult>(ResultFrame<TResult> frame)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        frame.Task = loop.CurrentTaskOrNull;
        frame.WaitingOn = loop.ForeignWait;
        loop.ForeignKinds?.Begin();
        return frame.ForeignContinuation;
    }
}
