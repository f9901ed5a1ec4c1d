using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// Ctrl+C (asyncio: <c>KeyboardInterrupt</c>) or SIGTERM ended the run: main was canceled by it, or it came a second time. It passes task
/// groups and callbacks unwrapped. One of SIGTERM that leaves the program is no crash: the process ends quietly, with exit code 143.
/// </summary>
public sealed class ConsoleInterruptedException : OperationCanceledException
{
    /// <summary>The run was interrupted from the console.</summary>
    public ConsoleInterruptedException()
        : this(PosixSignal.SIGINT)
    {
    }

    /// <summary>The run was ended by a signal.</summary>
    /// <param name="signal">The signal.</param>
    public ConsoleInterruptedException(PosixSignal signal)
        : base(signal == PosixSignal.SIGINT ? "The run was interrupted from the console." : $"The run was ended by {signal}.")
    {
        Signal = signal;
    }

    /// <summary>The signal: SIGINT for Ctrl+C, or SIGTERM.</summary>
    public PosixSignal Signal { get; }
}
