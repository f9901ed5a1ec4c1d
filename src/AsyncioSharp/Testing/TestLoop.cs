namespace AsyncioSharp.Testing;

/// <summary>
/// Runs coroutines on virtual time: sleeps and timeouts take no real time, and the order of everything is reproducible. Works in any test
/// framework, because it blocks until the coroutine is over.
/// </summary>
public static class TestLoop
{
    /// <summary>
    /// A loop on virtual time, which starts at 0. When nothing is ready the clock jumps to the next timer; when there is none either, the run
    /// ends with a <see cref="DeadlockException"/>.
    /// </summary>
    public static EventLoop Create() => new(new VirtualClock());

    /// <summary>Runs a coroutine on virtual time, as <see cref="Asyncio.Run(Func{Coroutine}, RunOptions?)"/> does on real time.</summary>
    /// <param name="main">The coroutine.</param>
    /// <exception cref="DeadlockException">Nothing was ready, and no timer was set.</exception>
    public static void Run(Func<Coroutine> main) => Asyncio.Run(main, Options());

    /// <summary>Runs a coroutine on virtual time and returns its result. See <see cref="Run(Func{Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    public static T Run<T>(Func<Coroutine<T>> main) => Asyncio.Run(main, Options());

    private static RunOptions Options() => new() { LoopFactory = Create, HandleInterrupt = false };
}
