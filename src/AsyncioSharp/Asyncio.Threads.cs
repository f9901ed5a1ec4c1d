namespace AsyncioSharp;

/// <content>Threads and foreign tasks.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a function on a thread of the pool and returns its result here (asyncio: <c>to_thread</c>). The function sees a copy of the
    /// current execution context.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function. It must not touch objects of the loop.</param>
    /// <returns>
    /// A cold coroutine. Cancelling it ends the await, not the function; <see cref="Run(Coroutine, RunOptions?)"/> waits for that at its
    /// end.
    /// </returns>
    public static Coroutine<T> ToThread<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ToThread(_ => function());
    }

    /// <summary>Runs an action on a thread of the pool. See <see cref="ToThread{T}(Func{T})"/>.</summary>
    /// <param name="action">The action.</param>
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
    /// Runs a function that can be canceled: its token is tripped when the await is canceled. See <see cref="ToThread{T}(Func{T})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    public static async Coroutine<T> ToThread<T>(Func<CancellationToken, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return await EventLoop.CurrentOrThrow().RunInExecutor(function);
    }

    /// <summary>Runs an action that can be canceled. See <see cref="ToThread{T}(Func{CancellationToken, T})"/>.</summary>
    /// <param name="action">The action.</param>
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
    /// A future of the running loop that ends as the task does (asyncio: <c>wrap_future</c>). Unlike an await of the task itself, an await of
    /// the future can be canceled at once; the task goes on.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task, on whatever thread.</param>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static Future<T> FromTask<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return FromTask(task, EventLoop.CurrentOrThrow());
    }

    /// <summary>A future of the running loop that ends as the task does. See <see cref="FromTask{T}(Task{T})"/>.</summary>
    /// <param name="task">The task, on whatever thread.</param>
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
