using System.Diagnostics.CodeAnalysis;

namespace AsyncioSharp;

/// <summary>
/// The outcome of an awaitable without a result. <see cref="Asyncio.GatherSettled(IEnumerable{Coroutine})"/> returns outcomes instead of
/// throwing.
/// </summary>
/// <remarks>Thread affinity: none.</remarks>
/// <example>
/// <code>
/// Outcome[] outcomes = await Asyncio.GatherSettled(Asyncio.Sleep(0.1), Asyncio.Sleep(0.2));
/// foreach (Outcome outcome in outcomes)
/// {
///     Console.WriteLine(outcome.IsSuccess ? "done" : outcome.Exception.Message);
/// }
/// </code>
/// </example>
public readonly record struct Outcome
{
    private readonly object? _error;

    /// <summary>Creates an outcome.</summary>
    /// <param name="exception">The exception, or null for success.</param>
    public Outcome(Exception? exception)
    {
        _error = exception;
    }

    internal Outcome(Future future)
    {
        _error = ErrorOf(future);
    }

    /// <summary>The exception, or null on success. A <see cref="LoopCanceledException"/> if the awaitable was canceled.</summary>
    public Exception? Exception => ToException(_error);

    /// <summary>Whether the awaitable neither failed nor was canceled.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => _error is null;

    /// <summary>Whether the awaitable was canceled.</summary>
    public bool IsCanceled => IsCancellation(_error);

    // Null, the exception, or the canceled future, whose exception is created only when it is read, which is rare.
    private static object? ErrorOf(Future future) => future.IsCanceled ? future : future.TakeError();

    internal static Exception? ToException(object? error) => error is Future future ? future.PeekCanceled() : (Exception?)error;

    internal static bool IsCancellation(object? error) => error is Future or OperationCanceledException;
}
