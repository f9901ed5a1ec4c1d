using System.Diagnostics.CodeAnalysis;

namespace AsyncioSharp;

/// <summary>How something without a result ended: what <see cref="Asyncio.GatherSettled(IEnumerable{Coroutine})"/> gives instead of throwing.</summary>
/// <param name="Exception">What it threw, or null. A <see cref="LoopCanceledException"/> when it was cancelled.</param>
public readonly record struct Outcome(Exception? Exception)
{
    /// <summary>Whether it neither failed nor was cancelled.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled => Exception is OperationCanceledException;
}

/// <summary>How something with a result ended: what <see cref="Asyncio.GatherSettled{T}(IEnumerable{Coroutine{T}})"/> gives instead of throwing.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public readonly record struct Outcome<T>
{
    private readonly T _result;

    internal Outcome(T result, Exception? exception)
    {
        _result = result;
        Exception = exception;
    }

    /// <summary>What it threw, or null. A <see cref="LoopCanceledException"/> when it was cancelled.</summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled => Exception is OperationCanceledException;

    /// <summary>The result; throws <see cref="Exception"/> when there is none.</summary>
    public T Result
    {
        get
        {
            if (Exception is { } exception)
            {
                Rethrow.Throw(exception);
            }

            return _result;
        }
    }

    /// <summary>The result or the exception, for messages.</summary>
    public override string ToString() => Exception is { } exception ? $"{exception.GetType().Name}: {exception.Message}" : $"{_result}";
}
