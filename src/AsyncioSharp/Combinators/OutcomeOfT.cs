using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>How something with a result ended: what <see cref="Asyncio.GatherSettled{T}(IEnumerable{Coroutine{T}})"/> gives instead of throwing.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public readonly record struct Outcome<T>
{
    private readonly T _result;

    // Null, how it failed, or the future that was canceled: its exception is made when it is asked for.
    private readonly object? _error;

    internal Outcome(Future future)
    {
        _error = future.Status switch
        {
            FutureStatus.Canceled => future,
            FutureStatus.Faulted => future.TakeFailure(),
            _ => null,
        };
        _result = _error is null ? CombinatorInputs.Result<T>(future) : default!;
    }

    /// <summary>What it threw, or null. A <see cref="LoopCanceledException"/> when it was cancelled.</summary>
    public Exception? Exception => _error is ExceptionDispatchInfo failure ? failure.SourceException : Outcome.ToException(_error);

    /// <summary>Whether there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => _error is null;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled => Outcome.IsCancellation(Exception);

    /// <summary>The result; throws <see cref="Exception"/> when there is none.</summary>
    public T Result
    {
        get
        {
            if (_error is ExceptionDispatchInfo failure)
            {
                ThrowHelper.Throw(failure);
            }

            if (Exception is { } exception)
            {
                ThrowHelper.Throw(exception);
            }

            return _result;
        }
    }

    /// <summary>The result or the exception, for messages.</summary>
    public override string ToString() => Exception is { } exception ? $"{exception.GetType().Name}: {exception.Message}" : $"{_result}";
}
