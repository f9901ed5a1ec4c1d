namespace AsyncioSharp;

/// <summary>
/// A future or task with a result: what <see cref="Future{T}"/> and <see cref="LoopTask{T}"/> have in common, so that combinators take both.
/// Covariant. Not meant to be implemented elsewhere: combinators take only the two.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
public interface IFuture<out T>
{
    /// <summary>Whether it has a result, an exception, or was cancelled.</summary>
    bool IsDone { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidStateException">It is not done.</exception>
    /// <exception cref="LoopCanceledException">It was cancelled.</exception>
    T Result { get; }

    /// <summary>The same object as its untyped base.</summary>
    Future AsFuture();
}
