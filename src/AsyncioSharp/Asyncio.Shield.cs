using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Protecting awaitables from cancellation.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Creates an outer future that completes with the outcome of an inner one, one iteration later. Canceling the outer future does not
    /// cancel the inner one (asyncio: <c>shield</c>).
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">The inner task or future.</param>
    /// <returns>The outer future. If the inner one is done, the inner future itself, or for a task a completed copy.</returns>
    /// <remarks>
    /// If the inner future fails after the outer one was canceled, the exception goes to <see cref="EventLoop.ExceptionHandler"/> (S142).
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Future<T> Shield<T>(IFuture<T> future)
    {
        ArgumentNullException.ThrowIfNull(future);
        Future inner = future.AsFuture();
        if (inner is Future<T> { IsDone: true } done)
        {
            return done;
        }

        return ShieldFuture<T>.Create(inner, CombinatorInputs.Result<T>);
    }

    /// <summary>Protects a task or future without a result. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="future">The inner task or future.</param>
    /// <returns>The outer future.</returns>
    public static Future Shield(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (future.IsDone)
        {
            return future;
        }

        return ShieldFuture<VoidResult>.Create(future, static _ => default);
    }

    /// <summary>Creates a task for a coroutine, during this call, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    /// <returns>The outer future.</returns>
    public static Future<T> Shield<T>(Coroutine<T> coroutine) => Shield<T>((IFuture<T>)CreateTask(coroutine));

    /// <summary>Creates a task for a coroutine, during this call, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    /// <returns>The outer future.</returns>
    public static Future Shield(Coroutine coroutine) => Shield((Future)CreateTask(coroutine));

    /// <summary>
    /// Protects the wait for a .NET task. Canceling a wait never cancels the .NET task; the returned future can be canceled without
    /// canceling the loop task that awaits it. See <see cref="Shield{T}(IFuture{T})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it may run on any thread.</param>
    /// <returns>The outer future.</returns>
    public static Future<T> Shield<T>(Task<T> task) => Shield<T>((IFuture<T>)FromTask(task));

    /// <summary>Protects the wait for a .NET task without a result. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <param name="task">The task; it may run on any thread.</param>
    /// <returns>The outer future.</returns>
    public static Future Shield(Task task) => Shield(FromTask(task));

    /// <summary>Protects the wait for a value task. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it is consumed.</param>
    /// <returns>The outer future.</returns>
    public static Future<T> Shield<T>(ValueTask<T> task) => Shield(task.AsTask());

    /// <summary>Protects the wait for a value task without a result. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <param name="task">The task; it is consumed.</param>
    /// <returns>The outer future.</returns>
    public static Future Shield(ValueTask task) => Shield(task.AsTask());

    /// <summary>Creates a task that calls a function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function, for example an async lambda.</param>
    /// <returns>The outer future.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<T> Shield<T>(Func<Coroutine<T>> function) => Shield<T>((IFuture<T>)CreateTask(function));

    /// <summary>Creates a task that calls a function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="function">The function, for example an async lambda.</param>
    /// <returns>The outer future.</returns>
    [OverloadResolutionPriority(1)]
    public static Future Shield(Func<Coroutine> function) => Shield((Future)CreateTask(function));

    /// <summary>Creates a task that calls a plain async function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>The outer future.</returns>
    public static Future<T> Shield<T>(Func<Task<T>> function) => Shield<T>((IFuture<T>)CreateTask(function));

    /// <summary>Creates a task that calls a plain async function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The outer future.</returns>
    public static Future Shield(Func<Task> function) => Shield((Future)CreateTask(function));
}
