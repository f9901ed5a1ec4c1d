namespace AsyncioSharp;

/// <summary>What the loop reports to <see cref="EventLoop.ExceptionHandler"/>: an error that no await will show to anybody.</summary>
public sealed record LoopErrorContext
{
    /// <summary>What happened, for example <c>Task exception was never retrieved</c>.</summary>
    public required string Message { get; init; }

    /// <summary>What it is about.</summary>
    public LoopErrorKind Kind { get; init; }

    /// <summary>The exception, if there is one.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The future or task that it is about, if it is still there.</summary>
    public Future? Future { get; init; }
}
