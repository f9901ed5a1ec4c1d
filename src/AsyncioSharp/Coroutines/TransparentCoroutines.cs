namespace AsyncioSharp;

/// <summary>Coroutines that only pass on what they await. Dumps and stacks leave them out: the user did not write them.</summary>
internal static class TransparentCoroutines
{
    internal static async Coroutine Await(Future future) => await future;

    internal static async Coroutine<T> Await<T>(IFuture<T> future)
    {
        await future.AsFuture();
        return future.Result;
    }

    /// <summary>Awaits a task that was started elsewhere. A cancellation ends the wait at once, and leaves the task alone.</summary>
    internal static async Coroutine Await(Task task) => await Asyncio.FromTask(task);

    /// <inheritdoc cref="Await(Task)"/>
    internal static async Coroutine<T> Await<T>(Task<T> task) => await Asyncio.FromTask(task);

    internal static async Coroutine Await<T>(Coroutine<T> coroutine) => await coroutine;

    /// <summary>
    /// Awaits a task that the current task has just started: it is part of it. A cancellation reaches what the method awaits on the loop, and
    /// <see cref="Asyncio.CurrentToken"/>, and the wait lasts until the method is over.
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
