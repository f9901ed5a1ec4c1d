using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// How a cancellation enters a coroutine: the step that resumes it leaves the exception in <see cref="EventLoop.Injected"/>, and the leaf
/// that is resumed throws it instead of returning.
/// </summary>
internal static class PendingException
{
    /// <summary>The slow path of a future's awaiter: an injected exception, or the future's own.</summary>
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowForAwait(Future future)
    {
        // The future may belong to another loop: that is the misuse which is injected here.
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
        Exception injected = loop.Injected!;
        loop.Injected = null;
        throw injected;
    }
}
