using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Async functions on threads. Like <c>Task.Run</c>, these await the function's task, not only its start.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs an async function on the thread pool until it completes. The function continues there after each await, and must not use
    /// objects of the loop. See <see cref="ToThread{T}(Func{T})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>
    /// A cold coroutine. Canceling it ends the await but not the function, which <see cref="Run(Coroutine, RunOptions?)"/> awaits before it
    /// returns.
    /// </returns>
    [OverloadResolutionPriority(2)]
    public static Coroutine<T> ToThread<T>(Func<Task<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function());
    }

    /// <summary>Runs an async function on the thread pool until it completes. See <see cref="ToThread{T}(Func{Task{T}})"/>.</summary>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(2)]
    public static Coroutine ToThread(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function());
    }

    /// <summary>
    /// Runs an async function that supports cancellation: canceling the await cancels the token. See
    /// <see cref="ToThread{T}(Func{Task{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(2)]
    public static async Coroutine<T> ToThread<T>(Func<CancellationToken, Task<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return await EventLoop.CurrentOrThrow().RunInExecutor(function);
    }

    /// <summary>
    /// Runs an async function that supports cancellation. See <see cref="ToThread{T}(Func{CancellationToken, Task{T}})"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(2)]
    public static async Coroutine ToThread(Func<CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        await EventLoop.CurrentOrThrow().RunInExecutor(function);
    }

    /// <summary>
    /// Runs a function that returns a value task on the thread pool until it completes. See <see cref="ToThread{T}(Func{Task{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> ToThread<T>(Func<ValueTask<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function().AsTask());
    }

    /// <summary>
    /// Runs a function that returns a value task on the thread pool until it completes. See <see cref="ToThread{T}(Func{Task{T}})"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine ToThread(Func<ValueTask> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function().AsTask());
    }

    /// <summary>Not supported: a coroutine runs on the loop.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A coroutine runs on the loop, not on another thread: await it, or call a function that returns a Task.", error: true)]
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> ToThread<T>(Func<Coroutine<T>> function) => throw new NotSupportedException();

    /// <summary>Not supported: a coroutine runs on the loop.</summary>
    /// <param name="function">The function.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A coroutine runs on the loop, not on another thread: await it, or call a function that returns a Task.", error: true)]
    [OverloadResolutionPriority(1)]
    public static Coroutine ToThread(Func<Coroutine> function) => throw new NotSupportedException();

    /// <summary>Not supported: pass the argument in a lambda.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="argument">The argument.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Pass the argument in a lambda: write Asyncio.ToThread(() => function(argument)).", error: true)]
    public static Coroutine<T> ToThread<TArgument, T>(Func<TArgument, T> function, TArgument argument) => throw new NotSupportedException();

    /// <summary>Not supported: a coroutine runs on the loop.</summary>
    /// <typeparam name="TArgument">The type of the argument.</typeparam>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="argument">The argument.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A coroutine runs on the loop, not on another thread: await it, or call a function that returns a Task.", error: true)]
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> ToThread<TArgument, T>(Func<TArgument, Coroutine<T>> function, TArgument argument) =>
        throw new NotSupportedException();
}
