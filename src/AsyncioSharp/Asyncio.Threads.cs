namespace AsyncioSharp;

/// <content>Running functions on threads, and wrapping .NET tasks.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a function on the thread pool and returns its result to the loop (asyncio: <c>to_thread</c>). The function runs in a copy of
    /// the current execution context.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function. It must not use objects of the loop.</param>
    /// <returns>
    /// A cold coroutine. Canceling it ends the await but not the function, which <see cref="Run(Coroutine, RunOptions?)"/> awaits before it
    /// returns.
    /// </returns>
    public static Coroutine<T> ToThread<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function());
    }

    /// <summary>Runs an action on the thread pool. See <see cref="ToThread{T}(Func{T})"/>.</summary>
    /// <param name="action">The action.</param>
    /// <returns>A cold coroutine.</returns>
    public static async Coroutine ToThread(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        await ToThread<VoidResult>((Func<CancellationToken, VoidResult>)Call);

        VoidResult Call(CancellationToken cancellationToken)
        {
            action();
            return default;
        }
    }

    /// <summary>
    /// Runs a function that supports cancellation: canceling the await cancels the token. See <see cref="ToThread{T}(Func{T})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>A cold coroutine.</returns>
    public static async Coroutine<T> ToThread<T>(Func<CancellationToken, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return await EventLoop.CurrentOrThrow().RunInExecutor(function);
    }

    /// <summary>Runs an action that supports cancellation. See <see cref="ToThread{T}(Func{CancellationToken, T})"/>.</summary>
    /// <param name="action">The action.</param>
    /// <returns>A cold coroutine.</returns>
    public static async Coroutine ToThread(Action<CancellationToken> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        await ToThread<VoidResult>((Func<CancellationToken, VoidResult>)Call);

        VoidResult Call(CancellationToken cancellationToken)
        {
            action(cancellationToken);
            return default;
        }
    }

    /// <summary>
    /// Wraps a .NET task in a future of the running loop (asyncio: <c>wrap_future</c>). Unlike an await of the task itself, an await of the
    /// future can be canceled immediately; the task keeps running.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it may run on any thread.</param>
    /// <returns>A future that completes with the task's outcome.</returns>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static Future<T> FromTask<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return FromTask(task, EventLoop.CurrentOrThrow());
    }

    /// <summary>Wraps a .NET task in a future of the running loop. See <see cref="FromTask{T}(Task{T})"/>.</summary>
    /// <param name="task">The task; it may run on any thread.</param>
    /// <returns>The future.</returns>
    public static Future FromTask(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return FromTask(task, EventLoop.CurrentOrThrow());
    }

    internal static Future<T> FromTask<T>(Task<T> task, EventLoop loop)
    {
        var future = new Future<T>(loop);
        TaskToFutureAdapter.Connect(task, future, () => future.TrySetResult(task.Result));
        return future;
    }

    internal static Future FromTask(Task task, EventLoop loop)
    {
        var future = new Future(loop);
        TaskToFutureAdapter.Connect(task, future, () => future.TrySetResult());
        return future;
    }
}
