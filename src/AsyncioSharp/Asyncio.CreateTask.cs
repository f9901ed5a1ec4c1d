using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Creating loop tasks from functions and from .NET tasks. An untyped async lambda becomes a coroutine.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Creates a loop task that completes when a .NET task does. Canceling the loop task ends the wait immediately and does not cancel the
    /// .NET task. See <see cref="CreateTask(Coroutine, string?, bool?)"/>.
    /// </summary>
    /// <param name="task">The task; it may run on any thread.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask CreateTask(Task task, string? name = null, bool? eagerStart = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return CreateTask(TransparentCoroutines.Await(task), name, eagerStart);
    }

    /// <summary>Creates a loop task that completes when a .NET task does. See <see cref="CreateTask(Task, string?, bool?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask<T> CreateTask<T>(Task<T> task, string? name = null, bool? eagerStart = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return CreateTask(TransparentCoroutines.Await(task), name, eagerStart);
    }

    /// <summary>
    /// Creates a loop task that completes when a value task does. See <see cref="CreateTask(Task, string?, bool?)"/>.
    /// </summary>
    /// <param name="task">The task; it is consumed.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask CreateTask(ValueTask task, string? name = null, bool? eagerStart = null) =>
        CreateTask(task.AsTask(), name, eagerStart);

    /// <summary>
    /// Creates a loop task that completes when a value task does. See <see cref="CreateTask(Task, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it is consumed.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask<T> CreateTask<T>(ValueTask<T> task, string? name = null, bool? eagerStart = null) =>
        CreateTask(task.AsTask(), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function in its first step and awaits the returned coroutine. See
    /// <see cref="CreateTask(Coroutine, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function, for example an async lambda.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    [OverloadResolutionPriority(1)]
    public static LoopTask CreateTask(Func<Coroutine> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function and awaits the returned coroutine. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    [OverloadResolutionPriority(1)]
    public static LoopTask<T> CreateTask<T>(Func<Coroutine<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function and awaits the returned .NET task. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask CreateTask(Func<Task> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function and awaits the returned .NET task. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask<T> CreateTask<T>(Func<Task<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function and awaits the returned value task. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask CreateTask(Func<ValueTask> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Creates a task that calls a function and awaits the returned value task. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    public static LoopTask<T> CreateTask<T>(Func<ValueTask<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);
}
