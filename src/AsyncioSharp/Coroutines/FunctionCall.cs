using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Calls a user function and returns its work as a coroutine. The public methods take functions that return coroutines or tasks, with or
/// without an argument (a token, a scope, a group). Only this class tests for the kind of function.
/// </summary>
internal static class FunctionCall
{
    /// <summary>Calls <paramref name="function"/>, passing <paramref name="argument"/> if it takes one.</summary>
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

    /// <summary>
    /// Converts a coroutine without a result to one whose result is <see cref="VoidResult"/>. Both have the same kind of frame.
    /// </summary>
    internal static Coroutine<VoidResult> Typed(Coroutine coroutine)
    {
        Coroutine own = coroutine.WithOwnFrame();
        return own.Frame is { } frame ? new Coroutine<VoidResult>(frame, own.Version) : default;
    }

    // T is VoidResult here: a caller that needs a result passes a function that returns one.
    private static Coroutine<T> As<T>(Coroutine<VoidResult> coroutine) => Unsafe.BitCast<Coroutine<VoidResult>, Coroutine<T>>(coroutine);
}
