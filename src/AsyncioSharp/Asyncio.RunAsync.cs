using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Running a loop on a dedicated thread, for programs that are not built around one.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a coroutine on a new loop, on a new background thread, and returns immediately. Use it instead of
    /// <see cref="Run(Coroutine, RunOptions?)"/> where the calling thread has other work, as in a hosted service.
    /// </summary>
    /// <param name="main">The coroutine. It must not have been started.</param>
    /// <param name="options">The options; null for the defaults. <see cref="RunOptions.CancellationToken"/> cancels main.</param>
    /// <returns>
    /// A .NET task that completes when the run does: it faults with main's exception, and is canceled if main was. Its continuations run on
    /// the thread pool.
    /// </returns>
    /// <remarks>Thread affinity: any thread, including that of a running loop, which can await the returned task.</remarks>
    public static Task RunAsync(Coroutine main, RunOptions? options = null) => LoopThreadRun.Start(FunctionCall.Typed(main), options);

    /// <summary>Runs a coroutine with a result on a new thread. See <see cref="RunAsync(Coroutine, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    public static Task<T> RunAsync<T>(Coroutine<T> main, RunOptions? options = null) => LoopThreadRun.Start(main, options);

    /// <summary>
    /// Calls a function in the main task of a new loop on a new thread. See <see cref="RunAsync(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    /// <example>
    /// <code>
    /// async Coroutine Serve() =&gt; await Asyncio.Sleep(1);
    ///
    /// // A BackgroundService returns this task from ExecuteAsync and passes the token that it gets there.
    /// CancellationToken stopping = CancellationToken.None;
    /// await Asyncio.RunAsync(Serve, new RunOptions { CancellationToken = stopping, HandleInterrupt = false });
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static Task RunAsync(Func<Coroutine> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>Calls a function that returns a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    [OverloadResolutionPriority(1)]
    public static Task<T> RunAsync<T>(Func<Coroutine<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);

    /// <summary>Calls a plain async method on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.</summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    public static Task RunAsync(Func<Task> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>
    /// Calls a plain async method that returns a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    public static Task<T> RunAsync<T>(Func<Task<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);

    /// <summary>
    /// Calls a function that returns a value task on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    public static Task RunAsync(Func<ValueTask> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>
    /// Calls a function that returns a value task with a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>A .NET task that completes when the run does.</returns>
    public static Task<T> RunAsync<T>(Func<ValueTask<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);
}
