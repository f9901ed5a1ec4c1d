using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Throws a cancellation inside a coroutine. The step that resumes the coroutine stores the exception in <see cref="EventLoop.Injected"/>,
/// and the resumed leaf throws it instead of returning.
/// </summary>
internal static class PendingException
{
    /// <summary>The slow path of a future's awaiter: throws an injected exception, or the future's own.</summary>
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowForAwait(Future future)
    {
        // The future may belong to another loop. That misuse is reported by an exception injected into the current loop.
        EventLoop loop = EventLoop.Current ?? future.Loop;
        if (loop.Injected is not null)
        {
            Throw(loop);
        }

        if (future.Status == FutureStatus.Pending && EventLoop.Current is null)
        {
            throw future.Loop.IsClosed ? EventLoop.ClosedDuringAwait() : EventLoop.NoRunningLoop();
        }

        if (future.Status != FutureStatus.Succeeded)
        {
            future.ThrowNotSucceeded();
        }
    }

    [StackTraceHidden]
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw(EventLoop loop)
    {
        throw loop.TakeInjected()!;
    }
}
