using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering two to six value tasks with different result types; the results are a tuple.</content>
public static partial class Asyncio
{
    /// <summary>Waits for two value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <param name="first">The first task.</param>
    /// <param name="second">The second task.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(ValueTask<T1> first, ValueTask<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <summary>Waits for three value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <param name="first">The first task.</param>
    /// <param name="second">The second task.</param>
    /// <param name="third">The third task.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third) =>
        GatherOf<T1, T2, T3>(first, second, third);

    /// <summary>Waits for four value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <param name="first">The first task.</param>
    /// <param name="second">The second task.</param>
    /// <param name="third">The third task.</param>
    /// <param name="fourth">The fourth task.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second,
        ValueTask<T3> third, ValueTask<T4> fourth) =>
        GatherOf<T1, T2, T3, T4>(first, second, third, fourth);

    /// <summary>Waits for five value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <param name="first">The first task.</param>
    /// <param name="second">The second task.</param>
    /// <param name="third">The third task.</param>
    /// <param name="fourth">The fourth task.</param>
    /// <param name="fifth">The fifth task.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third,
        ValueTask<T4> fourth, ValueTask<T5> fifth) =>
        GatherOf<T1, T2, T3, T4, T5>(first, second, third, fourth, fifth);

    /// <summary>Waits for six value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T1">The type of the first result.</typeparam>
    /// <typeparam name="T2">The type of the second result.</typeparam>
    /// <typeparam name="T3">The type of the third result.</typeparam>
    /// <typeparam name="T4">The type of the fourth result.</typeparam>
    /// <typeparam name="T5">The type of the fifth result.</typeparam>
    /// <typeparam name="T6">The type of the sixth result.</typeparam>
    /// <param name="first">The first task.</param>
    /// <param name="second">The second task.</param>
    /// <param name="third">The third task.</param>
    /// <param name="fourth">The fourth task.</param>
    /// <param name="fifth">The fifth task.</param>
    /// <param name="sixth">The sixth task.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third,
        ValueTask<T4> fourth, ValueTask<T5> fifth, ValueTask<T6> sixth) =>
        GatherOf<T1, T2, T3, T4, T5, T6>(first, second, third, fourth, fifth, sixth);
}
