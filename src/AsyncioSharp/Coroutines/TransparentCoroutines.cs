namespace AsyncioSharp;

/// <summary>Coroutines that only forward an await. Dumps and stacks omit them, because they are not in the user's source.</summary>
internal static class TransparentCoroutines
{
    internal static async Coroutine Await(Future future) => await future;

    internal static async Coroutine<T> Await<T>(IFuture<T> future)
    {
        await future.AsFuture();
        return future.Result;
    }

    /// <summary>Awaits a task that was started elsewhere. Cancellation ends the wait immediately and does not cancel the task.</summary>
    internal static async Coroutine Await(Task task) => await Asyncio.FromTask(task);

    /// <inheritdoc cref="Await(Task)"/>
    internal static async Coroutine<T> Await<T>(Task<T> task) => await Asyncio.FromTask(task);

    internal static async Coroutine Await<T>(Coroutine<T> coroutine) => await coroutine;

    /// <summary>
    /// Awaits a .NET task that the current task has just started and that is part of it. Cancellation reaches the method's loop awaits and
    /// <see cref="Asyncio.CurrentToken"/>, and the wait lasts until the method completes.
    /// </summary>
    internal static async Coroutine<T> AwaitOwn<T>(Task<T> task) => await task;

    /// <inheritdoc cref="AwaitOwn{T}(Task{T})"/>
    internal static async Coroutine<T> AwaitOwn<T>(ValueTask<T> task) => await task;

    /// <inheritdoc cref="AwaitOwn{T}(Task{T})"/>
    internal static async Coroutine<VoidResult> AwaitOwn(Task task)
    {
        await task;
        return default;
    }

    /// <inheritdoc cref="AwaitOwn{T}(Task{T})"/>
    internal static async Coroutine<VoidResult> AwaitOwn(ValueTask task)
    {
        await task;
        return default;
    }
}
