using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering two to six futures with different result types; the results are a tuple.</content>
public static partial class Asyncio
{
    /// <summary>Waits for two tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <param name="first">The first task or future.</param>
    /// <param name="second">The second task or future.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(IFuture<T1> first, IFuture<T2> second) =>
        GatherOf<T1, T2>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second));

    /// <summary>Waits for three tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <param name="first">The first task or future.</param>
    /// <param name="second">The second task or future.</param>
    /// <param name="third">The third task or future.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, IFuture<T2> second, IFuture<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), Awaitable<T3>.Of(third));

    /// <summary>Waits for four tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <param name="first">The first task or future.</param>
    /// <param name="second">The second task or future.</param>
    /// <param name="third">The third task or future.</param>
    /// <param name="fourth">The fourth task or future.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(
        IFuture<T1> first, IFuture<T2> second,
        IFuture<T3> third, IFuture<T4> fourth) =>
        GatherOf<T1, T2, T3, T4>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), Awaitable<T3>.Of(third), Awaitable<T4>.Of(fourth));

    /// <summary>Waits for five tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <param name="first">The first task or future.</param>
    /// <param name="second">The second task or future.</param>
    /// <param name="third">The third task or future.</param>
    /// <param name="fourth">The fourth task or future.</param>
    /// <param name="fifth">The fifth task or future.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(
        IFuture<T1> first, IFuture<T2> second, IFuture<T3> third,
        IFuture<T4> fourth, IFuture<T5> fifth) =>
        GatherOf<T1, T2, T3, T4, T5>(
            Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), Awaitable<T3>.Of(third),
            Awaitable<T4>.Of(fourth), Awaitable<T5>.Of(fifth));

    /// <summary>Waits for six tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <typeparam name="T6">The type of the sixth result.</typeparam>
    /// <param name="first">The first task or future.</param>
    /// <param name="second">The second task or future.</param>
    /// <param name="third">The third task or future.</param>
    /// <param name="fourth">The fourth task or future.</param>
    /// <param name="fifth">The fifth task or future.</param>
    /// <param name="sixth">The sixth task or future.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(
        IFuture<T1> first, IFuture<T2> second, IFuture<T3> third,
        IFuture<T4> fourth, IFuture<T5> fifth, IFuture<T6> sixth) =>
        GatherOf<T1, T2, T3, T4, T5, T6>(
            Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), Awaitable<T3>.Of(third),
            Awaitable<T4>.Of(fourth), Awaitable<T5>.Of(fifth), Awaitable<T6>.Of(sixth));
}
