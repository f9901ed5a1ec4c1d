using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Protection from cancellation.</content>
public static partial class Asyncio
{
    /// <summary>
    /// A future that ends as the inner one does, one iteration later, and whose cancellation does not reach it (asyncio: <c>shield</c>).
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">
    /// The inner task or future. When it is done, it is returned itself, or (a task with a result) a done copy of it.
    /// </param>
    /// <remarks>
    /// An exception of the inner one after the outer was canceled goes to <see cref="EventLoop.ExceptionHandler"/> (S142).
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
    public static Future Shield(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (future.IsDone)
        {
            return future;
        }

        return ShieldFuture<VoidResult>.Create(future, static _ => default);
    }

    /// <summary>Makes a task of a coroutine, at the call, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    public static Future<T> Shield<T>(Coroutine<T> coroutine) => Shield<T>((IFuture<T>)CreateTask(coroutine));

    /// <summary>Makes a task of a coroutine, at the call, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public static Future Shield(Coroutine coroutine) => Shield((Future)CreateTask(coroutine));

    /// <summary>
    /// Protects the wait for a task of .NET. Cancelling a wait never cancels such a task; what this gives is a future that can be canceled
    /// without the task of the loop that awaits it. See <see cref="Shield{T}(IFuture{T})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task, on whatever thread.</param>
    public static Future<T> Shield<T>(Task<T> task) => Shield<T>((IFuture<T>)FromTask(task));

    /// <summary>Protects the wait for a task of .NET without a result. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <param name="task">The task, on whatever thread.</param>
    public static Future Shield(Task task) => Shield(FromTask(task));

    /// <summary>Protects the wait for a value task. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">The task; it is used up.</param>
    public static Future<T> Shield<T>(ValueTask<T> task) => Shield(task.AsTask());

    /// <summary>Protects the wait for a value task without a result. See <see cref="Shield{T}(Task{T})"/>.</summary>
    /// <param name="task">The task; it is used up.</param>
    public static Future Shield(ValueTask task) => Shield(task.AsTask());

    /// <summary>Makes a task that calls a function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function, an async lambda for example.</param>
    [OverloadResolutionPriority(1)]
    public static Future<T> Shield<T>(Func<Coroutine<T>> function) => Shield<T>((IFuture<T>)CreateTask(function));

    /// <summary>Makes a task that calls a function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="function">The function, an async lambda for example.</param>
    [OverloadResolutionPriority(1)]
    public static Future Shield(Func<Coroutine> function) => Shield((Future)CreateTask(function));

    /// <summary>Makes a task that calls a plain async function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    public static Future<T> Shield<T>(Func<Task<T>> function) => Shield<T>((IFuture<T>)CreateTask(function));

    /// <summary>Makes a task that calls a plain async function, and protects it. See <see cref="Shield{T}(IFuture{T})"/>.</summary>
    /// <param name="function">The function.</param>
    public static Future Shield(Func<Task> function) => Shield((Future)CreateTask(function));
}
