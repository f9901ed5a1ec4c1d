using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// Thrown when Ctrl+C (asyncio: <c>KeyboardInterrupt</c>) or SIGTERM ended the run, by canceling main or by arriving a second time. It
/// passes through task groups and callbacks unwrapped. If a SIGTERM exception leaves the program, that is no crash: the process exits
/// quietly with code 143.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     await Asyncio.Sleep(3600);
/// }
/// catch (LoopCanceledException)
/// {
///     Console.WriteLine("saving");   // Ctrl+C: the run then throws ConsoleInterruptedException
///     throw;
/// }
/// </code>
/// </example>
public sealed class ConsoleInterruptedException : OperationCanceledException
{
    /// <summary>Creates an exception for an interrupt from the console.</summary>
    public ConsoleInterruptedException()
        : this(PosixSignal.SIGINT)
    {
    }

    /// <summary>Creates an exception for a signal that ended the run.</summary>
    /// <param name="signal">The signal.</param>
    public ConsoleInterruptedException(PosixSignal signal)
        : base(signal == PosixSignal.SIGINT ? "The run was interrupted from the console." : $"The run was ended by {signal}.")
    {
        Signal = signal;
    }

    /// <summary>The signal: SIGINT for Ctrl+C, or SIGTERM.</summary>
    public PosixSignal Signal { get; }
}
