namespace AsyncioSharp;

/// <summary>A report to <see cref="EventLoop.ExceptionHandler"/> about an error that no await observes.</summary>
/// <example>
/// <code>
/// var report = new LoopErrorContext { Message = "The cache is stale", Exception = new TimeoutException() };
/// Asyncio.RunningLoop.CallExceptionHandler(report);
/// </code>
/// </example>
public sealed record LoopErrorContext
{
    /// <summary>The message, for example <c>Task exception was never retrieved</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The kind of error.</summary>
    public LoopErrorKind Kind { get; init; }

    /// <summary>The exception, or null.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The future or task concerned, if it still exists; otherwise null.</summary>
    public Future? Future { get; init; }
}
