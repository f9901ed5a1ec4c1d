namespace AsyncioSharp;

/// <content>Running a program.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a coroutine as the main task of a new loop, on this thread, until it is over (asyncio: <c>run</c>). Then, in this order: the
    /// tasks that are left are cancelled and awaited, functions on threads are awaited, the loop is closed (S251).
    /// </summary>
    /// <param name="main">The coroutine.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">A loop is running on this thread already.</exception>
    /// <exception cref="ConsoleInterruptedException">Ctrl+C cancelled main, or came twice.</exception>
    /// <remarks>What main throws is thrown here. The thread's synchronization context is restored.</remarks>
    public static void Run(Coroutine main, RunOptions? options = null)
    {
        if (EventLoop.Current is not null)
        {
            main.Close();
            ThrowNestedRun();
        }

        new AsyncioRunner(options).RunAndClose(main);
    }

    /// <summary>Runs a coroutine and returns its result. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(Coroutine<T> main, RunOptions? options = null)
    {
        if (EventLoop.Current is not null)
        {
            main.Close();
            ThrowNestedRun();
        }

        return new AsyncioRunner(options).RunAndClose(main);
    }

    /// <summary>Runs the coroutine that a function makes. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">Called in the loop's main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static void Run(Func<Coroutine> main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        Run(Call(main), options);

        static async Coroutine Call(Func<Coroutine> main) => await main();
    }

    /// <summary>Runs the coroutine that a function makes, and returns its result. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the loop's main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(Func<Coroutine<T>> main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        return Run(Call(main), options);

        static async Coroutine<T> Call(Func<Coroutine<T>> main) => await main();
    }

    private static void ThrowNestedRun() =>
        throw new InvalidOperationException("Asyncio.Run() cannot be called from a running event loop; await the coroutine instead");
}
