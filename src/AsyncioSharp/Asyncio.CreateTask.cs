using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Tasks made of functions and of tasks of .NET. An async lambda without a type becomes a coroutine.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Makes a task of the loop that ends as a task of .NET does. Canceling it ends the wait at once, and leaves that task alone.
    /// See <see cref="CreateTask(Coroutine, string?, bool?)"/>.
    /// </summary>
    /// <param name="task">The task, on whatever thread.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask CreateTask(Task task, string? name = null, bool? eagerStart = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return CreateTask(TransparentCoroutines.Await(task), name, eagerStart);
    }

    /// <summary>Makes a task of the loop that ends as a task of .NET does. See <see cref="CreateTask(Task, string?, bool?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask<T> CreateTask<T>(Task<T> task, string? name = null, bool? eagerStart = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return CreateTask(TransparentCoroutines.Await(task), name, eagerStart);
    }

    /// <summary>
    /// Makes a task of the loop that ends as a value task of .NET does. See <see cref="CreateTask(Task, string?, bool?)"/>.
    /// </summary>
    /// <param name="task">The task; it is used up.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask CreateTask(ValueTask task, string? name = null, bool? eagerStart = null) =>
        CreateTask(task.AsTask(), name, eagerStart);

    /// <summary>
    /// Makes a task of the loop that ends as a value task of .NET does. See <see cref="CreateTask(Task, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it is used up.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask<T> CreateTask<T>(ValueTask<T> task, string? name = null, bool? eagerStart = null) =>
        CreateTask(task.AsTask(), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function in its first step and runs the coroutine that it makes. See
    /// <see cref="CreateTask(Coroutine, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function, an async lambda for example.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    [OverloadResolutionPriority(1)]
    public static LoopTask CreateTask(Func<Coroutine> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function and awaits the coroutine that it returns. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    [OverloadResolutionPriority(1)]
    public static LoopTask<T> CreateTask<T>(Func<Coroutine<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function and awaits the task that it returns. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask CreateTask(Func<Task> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function and awaits the task that it returns. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask<T> CreateTask<T>(Func<Task<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function and awaits the value task that it returns. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask CreateTask(Func<ValueTask> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<VoidResult>.Of(function).WithoutResult(), name, eagerStart);

    /// <summary>
    /// Makes a task that calls a function and awaits the value task that it returns. See
    /// <see cref="CreateTask(Func{Coroutine}, string?, bool?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    public static LoopTask<T> CreateTask<T>(Func<ValueTask<T>> function, string? name = null, bool? eagerStart = null) =>
        CreateTask(CallFrame<T>.Of(function), name, eagerStart);
}
