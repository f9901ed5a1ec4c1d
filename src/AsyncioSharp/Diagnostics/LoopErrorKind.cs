namespace AsyncioSharp;

/// <summary>The kind of a report. The metric <c>asyncio.report.count</c> has it as an attribute.</summary>
/// <example>
/// <code>
/// Asyncio.RunningLoop.ExceptionHandler = (_, report) =&gt;
/// {
///     if (report.Kind is not LoopErrorKind.SlowStep)
///     {
///         Console.Error.WriteLine($"{report.Kind}: {report.Message}");
///     }
/// };
/// </code>
/// </example>
public enum LoopErrorKind
{
    /// <summary>Any other report, including those of the program itself.</summary>
    Other,

    /// <summary>A callback threw.</summary>
    CallbackFailed,

    /// <summary>A task or future failed, and its exception was never retrieved.</summary>
    NeverRetrieved,

    /// <summary>A coroutine was called and never awaited, so it never ran.</summary>
    NeverAwaited,

    /// <summary>Debug mode: a step or callback blocked the event loop for too long.</summary>
    SlowStep,

    /// <summary>Debug mode: a blocking wait on the loop's thread.</summary>
    BlockingWait,

    /// <summary>Something was left unfinished or open: a task, a socket, a process, a shutdown that does not complete.</summary>
    LeftOpen,
}
