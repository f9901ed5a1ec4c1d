using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering two or three functions with different result types; the results are a tuple.</content>
public static partial class Asyncio
{
    /// <summary>Calls two functions, each in its own task. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <param name="first">The first function.</param>
    /// <param name="second">The second function.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Func<Coroutine<T1>> first, Func<Coroutine<T2>> second) =>
        GatherOf<T1, T2>(CallFrame<T1>.Of(first), CallFrame<T2>.Of(second));

    /// <summary>Calls three functions, each in its own task. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <param name="first">The first function.</param>
    /// <param name="second">The second function.</param>
    /// <param name="third">The third function.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(
        Func<Coroutine<T1>> first, Func<Coroutine<T2>> second,
        Func<Coroutine<T3>> third) =>
        GatherOf<T1, T2, T3>(CallFrame<T1>.Of(first), CallFrame<T2>.Of(second), CallFrame<T3>.Of(third));
}
