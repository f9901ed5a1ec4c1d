using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>Rethrows an exception that was caught before.</summary>
internal static class ThrowHelper
{
    /// <summary>
    /// Keeps the stack trace, except for cancellations. The place where a cancellation was injected carries no information, and a trace
    /// that grows with every frame would make canceling a chain of awaits quadratic.
    /// </summary>
    [DoesNotReturn]
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw(Exception exception)
    {
        if (exception is LoopCanceledException)
        {
            throw exception;
        }

        ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>Throws with the captured stack trace, no matter how often the exception has been thrown since.</summary>
    [DoesNotReturn]
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw(ExceptionDispatchInfo failure)
    {
        if (failure.SourceException is LoopCanceledException)
        {
            throw failure.SourceException;
        }

        failure.Throw();
    }
}
