using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>Throws an exception that has been caught before.</summary>
internal static class ThrowHelper
{
    /// <summary>
    /// Keeps the stack trace for ordinary exceptions. A cancellation is thrown afresh: where it was injected says nothing, and a trace that
    /// grows with every frame would make the cancellation of a chain of n awaits cost n squared.
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

    /// <summary>Throws with the stack trace that was captured, however often it has been thrown since.</summary>
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
