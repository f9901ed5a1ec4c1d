namespace AsyncioSharp;

/// <summary>
/// A future or task with a result: the common interface of <see cref="Future{T}"/> and <see cref="LoopTask{T}"/>, which lets combinators
/// take both. Covariant. Do not implement it: combinators accept only these two classes.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// async Coroutine&lt;string&gt; Greet() =&gt; await Asyncio.Sleep(0.1, "hello");
///
/// var later = new Future&lt;string&gt;();
/// later.SetResult("world");
/// IFuture&lt;string&gt;[] words = [Asyncio.CreateTask(Greet()), later];
/// string[] texts = await Asyncio.Gather(words);
/// </code>
/// </example>
public interface IFuture<out T>
{
    /// <summary>Whether the future has a result or an exception, or was canceled.</summary>
    bool IsDone { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidStateException">The future is not done.</exception>
    /// <exception cref="LoopCanceledException">The future was canceled.</exception>
    T Result { get; }

    /// <summary>Returns this object as a <see cref="Future"/>.</summary>
    Future AsFuture();
}
