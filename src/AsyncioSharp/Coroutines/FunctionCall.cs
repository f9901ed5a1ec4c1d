using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Calls a function of the user's and gives its work as a coroutine. The façade takes functions that return coroutines and tasks, with an
/// argument (a token, a scope, a group) and without; which kind it is, is asked here and nowhere else.
/// </summary>
internal static class FunctionCall
{
    /// <summary>Calls <paramref name="function"/>, with <paramref name="argument"/> if it takes one.</summary>
    internal static Coroutine<T> Call<TArgument, T>(Delegate function, TArgument argument) => function switch
    {
        Func<TArgument, Coroutine<T>> f => f(argument),
        Func<TArgument, Coroutine> f => As<T>(Typed(f(argument))),
        Func<TArgument, Task<T>> f => TransparentCoroutines.AwaitOwn(f(argument)),
        Func<TArgument, Task> f => As<T>(TransparentCoroutines.AwaitOwn(f(argument))),
        Func<TArgument, ValueTask<T>> f => TransparentCoroutines.AwaitOwn(f(argument)),
        Func<TArgument, ValueTask> f => As<T>(TransparentCoroutines.AwaitOwn(f(argument))),
        _ => Call<T>(function),
    };

    /// <summary>Calls a function without an argument.</summary>
    internal static Coroutine<T> Call<T>(Delegate function) => function switch
    {
        Func<Coroutine<T>> f => f(),
        Func<Coroutine> f => As<T>(Typed(f())),
        Func<Task<T>> f => TransparentCoroutines.AwaitOwn(f()),
        Func<Task> f => As<T>(TransparentCoroutines.AwaitOwn(f())),
        Func<ValueTask<T>> f => TransparentCoroutines.AwaitOwn(f()),
        Func<ValueTask> f => As<T>(TransparentCoroutines.AwaitOwn(f())),
        _ => throw new ArgumentException($"{function.GetType()} is not a function that the loop can run.", nameof(function)),
    };

    /// <summary>A coroutine without a result as one whose result is <see cref="VoidResult"/>: they have the same frames.</summary>
    internal static Coroutine<VoidResult> Typed(Coroutine coroutine)
    {
        Coroutine own = coroutine.WithOwnFrame();
        return own.Frame is { } frame ? new Coroutine<VoidResult>(frame, own.Version) : default;
    }

    // T is VoidResult here: who wants a result has passed a function that returns it.
    private static Coroutine<T> As<T>(Coroutine<VoidResult> coroutine) => Unsafe.BitCast<Coroutine<VoidResult>, Coroutine<T>>(coroutine);
}
