using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>One await with a limit.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Awaits a coroutine in the current task, with a limit (asyncio: <c>wait_for</c>). When the time is over it is cancelled, and its
    /// cleanup awaited.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="timeout">The limit; null for none; 0 or less: the body never runs.</param>
    /// <exception cref="TimeoutException">The time was over.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled.</exception>
    public static async Coroutine<T> WaitFor<T>(Coroutine<T> coroutine, TimeSpan? timeout)
    {
        if (timeout is { Ticks: <= 0 })
        {
            LoopTask<T> task = CreateTask(coroutine);
            await CancelUnlessDone(task);
            return task.Result;
        }

        var scope = TimeoutScope.Enter(timeout, isDelay: true);
        T result;
        try
        {
            result = await coroutine;
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw new TimeoutException("The time limit was exceeded.", e);
        }

        scope.Exit(null);
        return result;
    }

    /// <summary>Awaits a coroutine without a result, with a limit. See <see cref="WaitFor{T}(Coroutine{T}, TimeSpan?)"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="timeout">The limit; null for none.</param>
    public static async Coroutine WaitFor(Coroutine coroutine, TimeSpan? timeout)
    {
        if (timeout is { Ticks: <= 0 })
        {
            LoopTask task = CreateTask(coroutine);
            await CancelUnlessDone(task);
            task.GetResult();
            return;
        }

        var scope = TimeoutScope.Enter(timeout, isDelay: true);
        try
        {
            await coroutine;
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw new TimeoutException("The time limit was exceeded.", e);
        }

        scope.Exit(null);
    }

    /// <summary>
    /// Awaits a task or future, with a limit. When the time is over it is cancelled, for everybody who awaits it;
    /// <see cref="Shield(Future)"/> protects it. See <see cref="WaitFor{T}(Coroutine{T}, TimeSpan?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">The task or future.</param>
    /// <param name="timeout">The limit; null for none; 0 or less: only a result that is there counts.</param>
    [OverloadResolutionPriority(1)]
    public static async Coroutine<T> WaitFor<T>(IFuture<T> future, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        await WaitFor(future.AsFuture(), timeout);
        return future.Result;
    }

    /// <summary>Awaits a task or future without a result, with a limit. See <see cref="WaitFor{T}(IFuture{T}, TimeSpan?)"/>.</summary>
    /// <param name="future">The task or future.</param>
    /// <param name="timeout">The limit; null for none.</param>
    public static async Coroutine WaitFor(Future future, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (timeout is { Ticks: <= 0 })
        {
            await CancelUnlessDone(future);
            future.GetResult();
            return;
        }

        var scope = TimeoutScope.Enter(timeout, isDelay: true);
        try
        {
            await future;
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw new TimeoutException("The time limit was exceeded.", e);
        }

        scope.Exit(null);
    }

    /// <summary>Awaits a coroutine with a limit in seconds. See <see cref="WaitFor{T}(Coroutine{T}, TimeSpan?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="seconds">The limit in seconds.</param>
    public static Coroutine<T> WaitFor<T>(Coroutine<T> coroutine, double seconds) => WaitFor(coroutine, LoopTime.FromSeconds(seconds));

    /// <summary>Awaits a coroutine with a limit in seconds. See <see cref="WaitFor{T}(Coroutine{T}, TimeSpan?)"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="seconds">The limit in seconds.</param>
    public static Coroutine WaitFor(Coroutine coroutine, double seconds) => WaitFor(coroutine, LoopTime.FromSeconds(seconds));

    /// <summary>Awaits a task or future with a limit in seconds. See <see cref="WaitFor{T}(IFuture{T}, TimeSpan?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">The task or future.</param>
    /// <param name="seconds">The limit in seconds.</param>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> WaitFor<T>(IFuture<T> future, double seconds) => WaitFor(future, LoopTime.FromSeconds(seconds));

    /// <summary>Awaits a task or future with a limit in seconds. See <see cref="WaitFor{T}(IFuture{T}, TimeSpan?)"/>.</summary>
    /// <param name="future">The task or future.</param>
    /// <param name="seconds">The limit in seconds.</param>
    public static Coroutine WaitFor(Future future, double seconds) => WaitFor(future, LoopTime.FromSeconds(seconds));

    // No time at all: what is done counts as it is, and a cancellation of ours is the timeout.
    private static async Coroutine CancelUnlessDone(Future future)
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
            throw new TimeoutException("The time limit was exceeded.", future.MakeCanceled());
        }
    }
}
