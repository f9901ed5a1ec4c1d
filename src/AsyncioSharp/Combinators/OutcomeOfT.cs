using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// The outcome of an awaitable with a result. <see cref="Asyncio.GatherSettled{T}(IEnumerable{Coroutine{T}})"/> returns outcomes instead of
/// throwing.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <remarks>Thread affinity: none.</remarks>
/// <example>
/// <code>
/// Outcome&lt;int&gt;[] outcomes = await Asyncio.GatherSettled(Asyncio.Sleep(0.1, 1), Asyncio.Sleep(0.2, 2));
/// int sum = outcomes.Where(outcome =&gt; outcome.IsSuccess).Sum(outcome =&gt; outcome.Result);
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Outcome<T>
{
    private readonly T _result;

    // Null, the failure, or the canceled future, whose exception is created only when it is read.
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

    /// <summary>The exception, or null on success. A <see cref="LoopCanceledException"/> if the awaitable was canceled.</summary>
    public Exception? Exception => _error is ExceptionDispatchInfo failure ? failure.SourceException : Outcome.ToException(_error);

    /// <summary>Whether there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => _error is null;

    /// <summary>Whether the awaitable was canceled.</summary>
    public bool IsCanceled => Outcome.IsCancellation(Exception);

    /// <summary>The result. Throws <see cref="Exception"/> if there is none.</summary>
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

    /// <summary>Returns the result or the exception as text, for messages.</summary>
    public override string ToString() => Exception is { } exception ? $"{exception.GetType().Name}: {exception.Message}" : $"{_result}";
}
