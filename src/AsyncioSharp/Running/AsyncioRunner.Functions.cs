using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Runs of functions. An async lambda without a type becomes a coroutine.</content>
public sealed partial class AsyncioRunner
{
    /// <summary>Calls a function in the main task and runs its coroutine. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    [OverloadResolutionPriority(1)]
    public void Run(Func<Coroutine> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>Calls a function in the main task and runs its coroutine with a result. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    [OverloadResolutionPriority(1)]
    public T Run<T>(Func<Coroutine<T>> main) => Run(CallFrame<T>.Of(main));

    /// <summary>Calls a function in the main task and runs its task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    public void Run(Func<Task> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>Calls a function in the main task and runs its task with a result. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    public T Run<T>(Func<Task<T>> main) => Run(CallFrame<T>.Of(main));

    /// <summary>Calls a function in the main task and runs its value task. See <see cref="Run(Coroutine)"/>.</summary>
    /// <param name="main">Called in the main task.</param>
    public void Run(Func<ValueTask> main) => Run(CallFrame<VoidResult>.Of(main).WithoutResult());

    /// <summary>Calls a function in the main task and runs its value task with a result. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">Called in the main task.</param>
    public T Run<T>(Func<ValueTask<T>> main) => Run(CallFrame<T>.Of(main));
}
