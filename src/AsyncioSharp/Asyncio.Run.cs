using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Running a program's main coroutine.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a coroutine as the main task of a new loop, on this thread, until it completes (asyncio: <c>run</c>). Then, in this order, it
    /// cancels and awaits the remaining tasks, awaits the functions on threads, and closes the loop (S251).
    /// </summary>
    /// <param name="main">The coroutine.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">A loop is already running on this thread.</exception>
    /// <exception cref="ConsoleInterruptedException">Ctrl+C canceled main, or was pressed twice.</exception>
    /// <remarks>An exception thrown by main propagates to the caller. The thread's synchronization context is restored.</remarks>
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
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    public static T Run<T>(Coroutine<T> main, RunOptions? options = null)
    {
        if (EventLoop.Current is not null)
        {
            main.Close();
            ThrowNestedRun();
        }

        return new AsyncioRunner(options).RunAndClose(main);
    }

    /// <summary>Calls a function in the main task and awaits its coroutine. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    [OverloadResolutionPriority(1)]
    public static void Run(Func<Coroutine> main, RunOptions? options = null) =>
        Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>
    /// Calls a function in the main task and returns the result of its coroutine. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    [OverloadResolutionPriority(1)]
    public static T Run<T>(Func<Coroutine<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>Calls a function in the main task and awaits its .NET task. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public static void Run(Func<Task> main, RunOptions? options = null) => Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>
    /// Calls a function in the main task and returns the result of its .NET task. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    public static T Run<T>(Func<Task<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>Calls a function in the main task and awaits its value task. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public static void Run(Func<ValueTask> main, RunOptions? options = null) =>
        Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>
    /// Calls a function in the main task and returns the result of its value task. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    public static T Run<T>(Func<ValueTask<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>
    /// Awaits a .NET task in the main task of a new loop. The .NET task was started before the loop; if it uses the loop, pass the function
    /// instead: <c>Asyncio.Run(Main)</c>. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The task.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public static void Run(Task main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        Run(TransparentCoroutines.Await(main), options);
    }

    /// <summary>Awaits a .NET task and returns its result. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The task.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    public static T Run<T>(Task<T> main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        return Run(TransparentCoroutines.Await(main), options);
    }

    /// <summary>Awaits a value task. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <param name="main">The task; it is consumed.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public static void Run(ValueTask main, RunOptions? options = null) => Run(main.AsTask(), options);

    /// <summary>Awaits a value task and returns its result. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The task; it is consumed.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The result of main.</returns>
    public static T Run<T>(ValueTask<T> main, RunOptions? options = null) => Run(main.AsTask(), options);

    private static void ThrowNestedRun() =>
        throw new InvalidOperationException("Asyncio.Run() cannot be called from a running event loop; await the coroutine instead");
}
