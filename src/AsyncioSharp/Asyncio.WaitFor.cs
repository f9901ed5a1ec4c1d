using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>A single await with a timeout.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Awaits a coroutine in the current task, with a timeout (asyncio: <c>wait_for</c>). When the timeout elapses, the coroutine is
    /// canceled and its cleanup is awaited.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="timeout">
    /// The timeout in seconds or as a time span, measured from the await; null for none; with 0 or less the body never runs.
    /// </param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="TimeoutException">The timeout elapsed.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled.</exception>
    public static Coroutine<T> WaitFor<T>(Coroutine<T> coroutine, TimeLimit timeout) => WaitFor(coroutine, coroutine.Frame, timeout);

    /// <summary>Awaits a coroutine without a result, with a timeout. See <see cref="WaitFor{T}(Coroutine{T}, TimeLimit)"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Coroutine coroutine, TimeLimit timeout) =>
        WaitFor(FunctionCall.Typed(coroutine), coroutine.Frame, timeout).WithoutResult();

    /// <summary>
    /// Awaits a task or future, with a timeout. When the timeout elapses, the future is canceled for all its awaiters; use
    /// <see cref="Shield(Future)"/> to prevent that. See <see cref="WaitFor{T}(Coroutine{T}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">The task or future.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less a future that is not done is canceled immediately.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> WaitFor<T>(IFuture<T> future, TimeLimit timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        return WaitFor(TransparentCoroutines.Await(future), future, timeout);
    }

    /// <summary>Awaits a task or future without a result, with a timeout. See <see cref="WaitFor{T}(IFuture{T}, TimeLimit)"/>.</summary>
    /// <param name="future">The task or future.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Future future, TimeLimit timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        return WaitFor(FunctionCall.Typed(TransparentCoroutines.Await(future)), future, timeout).WithoutResult();
    }

    /// <summary>
    /// Awaits a .NET task, with a timeout. When the timeout elapses, only the wait ends and the task keeps running. To cancel the work,
    /// pass a function that takes a token. See <see cref="WaitFor{T}(Func{CancellationToken, Task{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(Task<T> task, TimeLimit timeout)
    {
        ArgumentNullException.ThrowIfNull(task);
        return WaitFor(TransparentCoroutines.Await(task), task, timeout);
    }

    /// <summary>Awaits a .NET task without a result, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.</summary>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Task task, TimeLimit timeout)
    {
        ArgumentNullException.ThrowIfNull(task);
        return WaitFor(FunctionCall.Typed(TransparentCoroutines.Await(task)), task, timeout).WithoutResult();
    }

    /// <summary>Awaits a value task, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it is consumed.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(ValueTask<T> task, TimeLimit timeout) => WaitFor(task.AsTask(), timeout);

    /// <summary>Awaits a value task without a result, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.</summary>
    /// <param name="task">The task; it is consumed.</param>
    /// <param name="timeout">The timeout; null for none.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(ValueTask task, TimeLimit timeout) => WaitFor(task.AsTask(), timeout);

    // The exception's message names the subject: a frame, a function, a task.
    private static async Coroutine<T> WaitFor<T>(Coroutine<T> coroutine, object? subject, TimeLimit timeout)
    {
        if (timeout.IsOver && subject is Future future)
        {
            coroutine.Close();
            await CancelUnlessDone(future, subject, timeout);
            future.GetResult();
            return future is IFuture<T> typed ? typed.Result : default!;
        }

        if (timeout.IsOver && subject is not Task { IsCompleted: true })
        {
            LoopTask<T> task = CreateTask(coroutine);
            await CancelUnlessDone(task, subject, timeout);
            return task.Result;
        }

        var scope = TimeoutScope.Enter(timeout.Time, isDelay: true);
        T result;
        try
        {
            result = await coroutine;
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw scope.Exceeded(subject, timeout, e);
        }

        scope.Exit(null);
        return result;
    }

    // The timeout is 0 or less: a future that is done keeps its outcome, and canceling it here counts as the timeout.
    private static async Coroutine CancelUnlessDone(Future future, object? subject, TimeLimit timeout)
    {
        if (future.IsDone)
        {
            return;
        }

        var waiter = new Future(future.Loop);
        var release = new WaitCounter(waiter, 1, WaitMode.AllCompleted);
        future.AddCallback(release);
        try
        {
            future.Cancel();
            await waiter;
        }
        finally
        {
            future.RemoveCallback(release);
        }

        if (future.IsCanceled)
        {
            throw timeout.Exceeded(subject, future.MakeCanceled());
        }
    }
}
