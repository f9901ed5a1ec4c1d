using System.Diagnostics.CodeAnalysis;

namespace AsyncioSharp;

/// <summary>How something without a result ended: what <see cref="Asyncio.GatherSettled(IEnumerable{Coroutine})"/> gives instead of throwing.</summary>
public readonly record struct Outcome
{
    private readonly object? _error;

    /// <summary>An outcome that did not come from the loop.</summary>
    /// <param name="exception">What was thrown, or null.</param>
    public Outcome(Exception? exception)
    {
        _error = exception;
    }

    internal Outcome(Future future)
    {
        _error = ErrorOf(future);
    }

    /// <summary>What it threw, or null. A <see cref="LoopCanceledException"/> when it was cancelled.</summary>
    public Exception? Exception => ToException(_error);

    /// <summary>Whether it neither failed nor was cancelled.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => _error is null;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled => IsCancellation(_error);

    // Null, the exception, or the future that was canceled: its exception is made when it is asked for, which is rare.
    private static object? ErrorOf(Future future) => future.IsCanceled ? future : future.TakeError();

    internal static Exception? ToException(object? error) => error is Future future ? future.PeekCanceled() : (Exception?)error;

    internal static bool IsCancellation(object? error) => error is Future or OperationCanceledException;
}
