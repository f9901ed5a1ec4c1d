using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>A loop on a thread of its own, for programs that are not built around one.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a coroutine on a new loop, on a new background thread, and returns at once: <see cref="Run(Coroutine, RunOptions?)"/> for callers that
    /// have something else to do meanwhile, such as a hosted service.
    /// </summary>
    /// <param name="main">The coroutine. It must not have been started.</param>
    /// <param name="options">How to run; null for the defaults. <see cref="RunOptions.CancellationToken"/> cancels main.</param>
    /// <returns>
    /// A task of .NET that ends when the run is over, with what main threw; canceled when main was canceled. Its continuations run on the
    /// thread pool. May be called on any thread, also in a running loop, where it can be awaited.
    /// </returns>
    public static Task RunAsync(Coroutine main, RunOptions? options = null) => LoopThreadRun.Start(FunctionCall.Typed(main), options);

    /// <summary>Runs a coroutine with a result on a new thread. See <see cref="RunAsync(Coroutine, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static Task<T> RunAsync<T>(Coroutine<T> main, RunOptions? options = null) => LoopThreadRun.Start(main, options);

    /// <summary>
    /// Calls a function in the main task of a new loop on a new thread. See <see cref="RunAsync(Coroutine, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <example>
    /// <code>
    /// public class Worker : BackgroundService
    /// {
    ///     protected override Task ExecuteAsync(CancellationToken stopping) =>
    ///         Asyncio.RunAsync(Main, new RunOptions { CancellationToken = stopping, HandleInterrupt = false });
    /// }
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static Task RunAsync(Func<Coroutine> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>Calls a function with a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    [OverloadResolutionPriority(1)]
    public static Task<T> RunAsync<T>(Func<Coroutine<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);

    /// <summary>Calls a plain async method on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.</summary>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static Task RunAsync(Func<Task> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>
    /// Calls a plain async method with a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static Task<T> RunAsync<T>(Func<Task<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);

    /// <summary>
    /// Calls a function that returns a value task on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static Task RunAsync(Func<ValueTask> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<VoidResult>.Of(main), options);

    /// <summary>
    /// Calls a function that returns a value task with a result on a new thread. See <see cref="RunAsync(Func{Coroutine}, RunOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static Task<T> RunAsync<T>(Func<ValueTask<T>> main, RunOptions? options = null) =>
        LoopThreadRun.Start(CallFrame<T>.Of(main), options);
}
