using System.Runtime.CompilerServices;

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

    /// <summary>Calls a function in the main task and runs its coroutine. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    [OverloadResolutionPriority(1)]
    public static void Run(Func<Coroutine> main, RunOptions? options = null) =>
        Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>
    /// Calls a function in the main task and runs its coroutine with a result. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    [OverloadResolutionPriority(1)]
    public static T Run<T>(Func<Coroutine<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>Calls a function in the main task and runs its task. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static void Run(Func<Task> main, RunOptions? options = null) => Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>Calls a function in the main task and runs its task with a result. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(Func<Task<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>Calls a function in the main task and runs its value task. See <see cref="Run(Coroutine, RunOptions?)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static void Run(Func<ValueTask> main, RunOptions? options = null) =>
        Run(CallFrame<VoidResult>.Of(main).WithoutResult(), options);

    /// <summary>
    /// Calls a function in the main task and runs its value task with a result. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(Func<ValueTask<T>> main, RunOptions? options = null) => Run(CallFrame<T>.Of(main), options);

    /// <summary>
    /// Waits for a task of .NET as the main task of a new loop. It was started before the loop: pass the function itself,
    /// <c>Asyncio.Run(Main)</c>, when it uses the loop. See <see cref="Run(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static void Run(Task main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        Run(TransparentCoroutines.Await(main), options);
    }

    /// <summary>Waits for a task of .NET with a result. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(Task<T> main, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        return Run(TransparentCoroutines.Await(main), options);
    }

    /// <summary>Waits for a value task. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <param name="main">The task; it is used up.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static void Run(ValueTask main, RunOptions? options = null) => Run(main.AsTask(), options);

    /// <summary>Waits for a value task with a result. See <see cref="Run(Task, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The task; it is used up.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static T Run<T>(ValueTask<T> main, RunOptions? options = null) => Run(main.AsTask(), options);

    private static void ThrowNestedRun() =>
        throw new InvalidOperationException("Asyncio.Run() cannot be called from a running event loop; await the coroutine instead");
}
