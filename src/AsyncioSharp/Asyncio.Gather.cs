using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gather: wait for all, take the results in argument order.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs coroutines side by side and collects their results in argument order (asyncio: <c>gather</c>). Their tasks are created at the
    /// call, before any await.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines. None: the future is done at once.</param>
    /// <returns>
    /// A future. The first exception completes it; the other children go on, and are not cancelled: <see cref="TaskGroup"/> does that.
    /// Cancelling it, or the task that awaits it, cancels the children.
    /// </returns>
    /// <exception cref="InvalidOperationException">No loop is running, or a coroutine was used already.</exception>
    public static Future<T[]> Gather<T>(params IEnumerable<Coroutine<T>> coroutines)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return GatherFuture<T[]>.Create(loop, CombinatorInputs.Start(loop, coroutines), settled: false, CombinatorInputs.Results<T>);
    }

    /// <summary>Collects the results of tasks and futures in argument order. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <exception cref="ArgumentException">One is null or of another loop.</exception>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<IFuture<T>> futures)
    {
        Future[] children = CombinatorInputs.Of(futures);
        return GatherFuture<T[]>.Create(CombinatorInputs.LoopOf(children), children, settled: false, CombinatorInputs.Results<T>);
    }

    /// <summary>Runs coroutines without results side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="coroutines">The coroutines.</param>
    public static Future Gather(params IEnumerable<Coroutine> coroutines)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return GatherFuture<VoidResult>.Create(loop, CombinatorInputs.Start(loop, coroutines), settled: false, static _ => default);
    }

    /// <summary>Waits for tasks and futures whose results do not matter. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    public static Future Gather(params IEnumerable<Future> futures)
    {
        Future[] children = CombinatorInputs.Of(futures);
        return GatherFuture<VoidResult>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static _ => default);
    }

    /// <summary>
    /// Runs coroutines side by side and tells how each one ended, in argument order (asyncio: <c>gather(return_exceptions=True)</c>).
    /// Children never make it throw; cancelling it does, after all of them have ended.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines.</param>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Coroutine<T>> coroutines)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return GatherFuture<Outcome<T>[]>.Create(loop, CombinatorInputs.Start(loop, coroutines), settled: true, CombinatorInputs.Outcomes<T>);
    }

    /// <summary>Tells how tasks and futures ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<IFuture<T>> futures)
    {
        Future[] children = CombinatorInputs.Of(futures);
        return GatherFuture<Outcome<T>[]>.Create(CombinatorInputs.LoopOf(children), children, settled: true, CombinatorInputs.Outcomes<T>);
    }

    /// <summary>Tells how coroutines without results ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="coroutines">The coroutines.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Coroutine> coroutines)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return GatherFuture<Outcome[]>.Create(loop, CombinatorInputs.Start(loop, coroutines), settled: true, CombinatorInputs.Outcomes);
    }

    /// <summary>Tells how tasks and futures ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Future> futures)
    {
        Future[] children = CombinatorInputs.Of(futures);
        return GatherFuture<Outcome[]>.Create(CombinatorInputs.LoopOf(children), children, settled: true, CombinatorInputs.Outcomes);
    }
}
