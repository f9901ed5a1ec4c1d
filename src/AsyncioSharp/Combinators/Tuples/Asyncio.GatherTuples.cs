using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering two to six coroutines with different result types; the results are a tuple.</content>
public static partial class Asyncio
{
    /// <summary>Runs two coroutines concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <param name="first">The first coroutine.</param>
    /// <param name="second">The second coroutine.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Coroutine<T1> first, Coroutine<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <summary>Runs three coroutines concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <param name="first">The first coroutine.</param>
    /// <param name="second">The second coroutine.</param>
    /// <param name="third">The third coroutine.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(Coroutine<T1> first, Coroutine<T2> second, Coroutine<T3> third) =>
        GatherOf<T1, T2, T3>(first, second, third);

    /// <summary>Runs four coroutines concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <param name="first">The first coroutine.</param>
    /// <param name="second">The second coroutine.</param>
    /// <param name="third">The third coroutine.</param>
    /// <param name="fourth">The fourth coroutine.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(
        Coroutine<T1> first, Coroutine<T2> second,
        Coroutine<T3> third, Coroutine<T4> fourth) =>
        GatherOf<T1, T2, T3, T4>(first, second, third, fourth);

    /// <summary>Runs five coroutines concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <param name="first">The first coroutine.</param>
    /// <param name="second">The second coroutine.</param>
    /// <param name="third">The third coroutine.</param>
    /// <param name="fourth">The fourth coroutine.</param>
    /// <param name="fifth">The fifth coroutine.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(
        Coroutine<T1> first, Coroutine<T2> second, Coroutine<T3> third,
        Coroutine<T4> fourth, Coroutine<T5> fifth) =>
        GatherOf<T1, T2, T3, T4, T5>(first, second, third, fourth, fifth);

    /// <summary>Runs six coroutines concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <typeparam name="T6">The type of the sixth result.</typeparam>
    /// <param name="first">The first coroutine.</param>
    /// <param name="second">The second coroutine.</param>
    /// <param name="third">The third coroutine.</param>
    /// <param name="fourth">The fourth coroutine.</param>
    /// <param name="fifth">The fifth coroutine.</param>
    /// <param name="sixth">The sixth coroutine.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(
        Coroutine<T1> first, Coroutine<T2> second, Coroutine<T3> third,
        Coroutine<T4> fourth, Coroutine<T5> fifth, Coroutine<T6> sixth) =>
        GatherOf<T1, T2, T3, T4, T5, T6>(first, second, third, fourth, fifth, sixth);

    private static Future<(T1, T2)> GatherOf<T1, T2>(Awaitable<T1> first, Awaitable<T2> second)
    {
        var gather = new GatherBuilder<(T1, T2)>(2, settled: false, static c => (
            CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1])));
        gather.Add(first);
        gather.Add(second);
        return gather.End();
    }

    private static Future<(T1, T2, T3)> GatherOf<T1, T2, T3>(Awaitable<T1> first, Awaitable<T2> second, Awaitable<T3> third)
    {
        var gather = new GatherBuilder<(T1, T2, T3)>(3, settled: false, static c => (
            CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]),
            CombinatorInputs.Result<T3>(c[2])));
        gather.Add(first);
        gather.Add(second);
        gather.Add(third);
        return gather.End();
    }

    private static Future<(T1, T2, T3, T4)> GatherOf<T1, T2, T3, T4>(
        Awaitable<T1> first, Awaitable<T2> second,
        Awaitable<T3> third, Awaitable<T4> fourth)
    {
        var gather = new GatherBuilder<(T1, T2, T3, T4)>(4, settled: false, static c => (
            CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]),
            CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3])));
        gather.Add(first);
        gather.Add(second);
        gather.Add(third);
        gather.Add(fourth);
        return gather.End();
    }

    private static Future<(T1, T2, T3, T4, T5)> GatherOf<T1, T2, T3, T4, T5>(
        Awaitable<T1> first, Awaitable<T2> second, Awaitable<T3> third,
        Awaitable<T4> fourth, Awaitable<T5> fifth)
    {
        var gather = new GatherBuilder<(T1, T2, T3, T4, T5)>(5, settled: false, static c => (
            CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]),
            CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]),
            CombinatorInputs.Result<T5>(c[4])));
        gather.Add(first);
        gather.Add(second);
        gather.Add(third);
        gather.Add(fourth);
        gather.Add(fifth);
        return gather.End();
    }

    private static Future<(T1, T2, T3, T4, T5, T6)> GatherOf<T1, T2, T3, T4, T5, T6>(
        Awaitable<T1> first, Awaitable<T2> second, Awaitable<T3> third,
        Awaitable<T4> fourth, Awaitable<T5> fifth, Awaitable<T6> sixth)
    {
        var gather = new GatherBuilder<(T1, T2, T3, T4, T5, T6)>(6, settled: false, static c => (
            CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]),
            CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]),
            CombinatorInputs.Result<T5>(c[4]), CombinatorInputs.Result<T6>(c[5])));
        gather.Add(first);
        gather.Add(second);
        gather.Add(third);
        gather.Add(fourth);
        gather.Add(fifth);
        gather.Add(sixth);
        return gather.End();
    }
}
