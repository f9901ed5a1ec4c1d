using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Protection from cancellation.</content>
public static partial class Asyncio
{
    /// <summary>
    /// A future that ends as the inner one does, one iteration later, and whose cancellation does not reach it (asyncio: <c>shield</c>).
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">The inner task or future. When it is done, it is returned itself, or (a task with a result) a done copy of it.</param>
    /// <remarks>An exception of the inner one after the outer was cancelled goes to <see cref="EventLoop.ExceptionHandler"/> (S142).</remarks>
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
}
