using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Overloads that run functions. An async lambda without an explicit type becomes a coroutine.</content>
public sealed partial class AsyncioRunner
{
    /// <summary>Calls a function in the main task and runs the returned coroutine. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">The function; it is called in the main task.</param>
    [OverloadResolutionPriority(1)]
    public void Run(Func<Coroutine> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>
    /// Calls a function in the main task, runs the returned coroutine and returns its result. See <see cref="Run(Coroutine)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function; it is called in the main task.</param>
    /// <returns>The result of the coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public T Run<T>(Func<Coroutine<T>> main) => Run(CallFrame<T>.Of(main));

    /// <summary>Calls a function in the main task and awaits the returned task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">The function; it is called in the main task.</param>
    public void Run(Func<Task> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>Calls a function in the main task and returns the result of its task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function; it is called in the main task.</param>
    /// <returns>The result of the task.</returns>
    public T Run<T>(Func<Task<T>> main) => Run(CallFrame<T>.Of(main));

    /// <summary>Calls a function in the main task and awaits the returned value task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">The function; it is called in the main task.</param>
    public void Run(Func<ValueTask> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>Calls a function in the main task and returns the result of its value task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The function; it is called in the main task.</param>
    /// <returns>The result of the value task.</returns>
    public T Run<T>(Func<ValueTask<T>> main) => Run(CallFrame<T>.Of(main));
}
