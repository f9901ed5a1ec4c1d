using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gather of two to six that differ in type: the results are a tuple.</content>
public static partial class Asyncio
{
    /// <summary>Runs two coroutines side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <param name="coroutine1">Coroutine 1.</param>
    /// <param name="coroutine2">Coroutine 2.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Coroutine<T1> coroutine1, Coroutine<T2> coroutine2)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        Future[] children = new Future[2];
        children[0] = CombinatorInputs.Start(loop, coroutine1, children);
        children[1] = CombinatorInputs.Start(loop, coroutine2, children);
        return GatherFuture<(T1, T2)>.Create(loop, children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1])));
    }

    /// <summary>Runs three coroutines side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <param name="coroutine1">Coroutine 1.</param>
    /// <param name="coroutine2">Coroutine 2.</param>
    /// <param name="coroutine3">Coroutine 3.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(Coroutine<T1> coroutine1, Coroutine<T2> coroutine2, Coroutine<T3> coroutine3)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        Future[] children = new Future[3];
        children[0] = CombinatorInputs.Start(loop, coroutine1, children);
        children[1] = CombinatorInputs.Start(loop, coroutine2, children);
        children[2] = CombinatorInputs.Start(loop, coroutine3, children);
        return GatherFuture<(T1, T2, T3)>.Create(loop, children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2])));
    }

    /// <summary>Runs four coroutines side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <param name="coroutine1">Coroutine 1.</param>
    /// <param name="coroutine2">Coroutine 2.</param>
    /// <param name="coroutine3">Coroutine 3.</param>
    /// <param name="coroutine4">Coroutine 4.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(Coroutine<T1> coroutine1, Coroutine<T2> coroutine2, Coroutine<T3> coroutine3, Coroutine<T4> coroutine4)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        Future[] children = new Future[4];
        children[0] = CombinatorInputs.Start(loop, coroutine1, children);
        children[1] = CombinatorInputs.Start(loop, coroutine2, children);
        children[2] = CombinatorInputs.Start(loop, coroutine3, children);
        children[3] = CombinatorInputs.Start(loop, coroutine4, children);
        return GatherFuture<(T1, T2, T3, T4)>.Create(loop, children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3])));
    }

    /// <summary>Runs five coroutines side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <typeparam name="T5">The type of result 5.</typeparam>
    /// <param name="coroutine1">Coroutine 1.</param>
    /// <param name="coroutine2">Coroutine 2.</param>
    /// <param name="coroutine3">Coroutine 3.</param>
    /// <param name="coroutine4">Coroutine 4.</param>
    /// <param name="coroutine5">Coroutine 5.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(Coroutine<T1> coroutine1, Coroutine<T2> coroutine2, Coroutine<T3> coroutine3, Coroutine<T4> coroutine4, Coroutine<T5> coroutine5)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        Future[] children = new Future[5];
        children[0] = CombinatorInputs.Start(loop, coroutine1, children);
        children[1] = CombinatorInputs.Start(loop, coroutine2, children);
        children[2] = CombinatorInputs.Start(loop, coroutine3, children);
        children[3] = CombinatorInputs.Start(loop, coroutine4, children);
        children[4] = CombinatorInputs.Start(loop, coroutine5, children);
        return GatherFuture<(T1, T2, T3, T4, T5)>.Create(loop, children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]), CombinatorInputs.Result<T5>(c[4])));
    }

    /// <summary>Runs six coroutines side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <typeparam name="T5">The type of result 5.</typeparam>
    /// <typeparam name="T6">The type of result 6.</typeparam>
    /// <param name="coroutine1">Coroutine 1.</param>
    /// <param name="coroutine2">Coroutine 2.</param>
    /// <param name="coroutine3">Coroutine 3.</param>
    /// <param name="coroutine4">Coroutine 4.</param>
    /// <param name="coroutine5">Coroutine 5.</param>
    /// <param name="coroutine6">Coroutine 6.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(Coroutine<T1> coroutine1, Coroutine<T2> coroutine2, Coroutine<T3> coroutine3, Coroutine<T4> coroutine4, Coroutine<T5> coroutine5, Coroutine<T6> coroutine6)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        Future[] children = new Future[6];
        children[0] = CombinatorInputs.Start(loop, coroutine1, children);
        children[1] = CombinatorInputs.Start(loop, coroutine2, children);
        children[2] = CombinatorInputs.Start(loop, coroutine3, children);
        children[3] = CombinatorInputs.Start(loop, coroutine4, children);
        children[4] = CombinatorInputs.Start(loop, coroutine5, children);
        children[5] = CombinatorInputs.Start(loop, coroutine6, children);
        return GatherFuture<(T1, T2, T3, T4, T5, T6)>.Create(loop, children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]), CombinatorInputs.Result<T5>(c[4]), CombinatorInputs.Result<T6>(c[5])));
    }

    /// <summary>Waits for two tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <param name="future1">Task or future 1.</param>
    /// <param name="future2">Task or future 2.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(IFuture<T1> future1, IFuture<T2> future2)
    {
        Future[] children = CombinatorInputs.Of([future1?.AsFuture()!, future2?.AsFuture()!]);
        return GatherFuture<(T1, T2)>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1])));
    }

    /// <summary>Waits for three tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <param name="future1">Task or future 1.</param>
    /// <param name="future2">Task or future 2.</param>
    /// <param name="future3">Task or future 3.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> future1, IFuture<T2> future2, IFuture<T3> future3)
    {
        Future[] children = CombinatorInputs.Of([future1?.AsFuture()!, future2?.AsFuture()!, future3?.AsFuture()!]);
        return GatherFuture<(T1, T2, T3)>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2])));
    }

    /// <summary>Waits for four tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <param name="future1">Task or future 1.</param>
    /// <param name="future2">Task or future 2.</param>
    /// <param name="future3">Task or future 3.</param>
    /// <param name="future4">Task or future 4.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(IFuture<T1> future1, IFuture<T2> future2, IFuture<T3> future3, IFuture<T4> future4)
    {
        Future[] children = CombinatorInputs.Of([future1?.AsFuture()!, future2?.AsFuture()!, future3?.AsFuture()!, future4?.AsFuture()!]);
        return GatherFuture<(T1, T2, T3, T4)>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3])));
    }

    /// <summary>Waits for five tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <typeparam name="T5">The type of result 5.</typeparam>
    /// <param name="future1">Task or future 1.</param>
    /// <param name="future2">Task or future 2.</param>
    /// <param name="future3">Task or future 3.</param>
    /// <param name="future4">Task or future 4.</param>
    /// <param name="future5">Task or future 5.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(IFuture<T1> future1, IFuture<T2> future2, IFuture<T3> future3, IFuture<T4> future4, IFuture<T5> future5)
    {
        Future[] children = CombinatorInputs.Of([future1?.AsFuture()!, future2?.AsFuture()!, future3?.AsFuture()!, future4?.AsFuture()!, future5?.AsFuture()!]);
        return GatherFuture<(T1, T2, T3, T4, T5)>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]), CombinatorInputs.Result<T5>(c[4])));
    }

    /// <summary>Waits for six tasks or futures. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T1">The type of result 1.</typeparam>
    /// <typeparam name="T2">The type of result 2.</typeparam>
    /// <typeparam name="T3">The type of result 3.</typeparam>
    /// <typeparam name="T4">The type of result 4.</typeparam>
    /// <typeparam name="T5">The type of result 5.</typeparam>
    /// <typeparam name="T6">The type of result 6.</typeparam>
    /// <param name="future1">Task or future 1.</param>
    /// <param name="future2">Task or future 2.</param>
    /// <param name="future3">Task or future 3.</param>
    /// <param name="future4">Task or future 4.</param>
    /// <param name="future5">Task or future 5.</param>
    /// <param name="future6">Task or future 6.</param>
    /// <returns>A future of the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(IFuture<T1> future1, IFuture<T2> future2, IFuture<T3> future3, IFuture<T4> future4, IFuture<T5> future5, IFuture<T6> future6)
    {
        Future[] children = CombinatorInputs.Of([future1?.AsFuture()!, future2?.AsFuture()!, future3?.AsFuture()!, future4?.AsFuture()!, future5?.AsFuture()!, future6?.AsFuture()!]);
        return GatherFuture<(T1, T2, T3, T4, T5, T6)>.Create(CombinatorInputs.LoopOf(children), children, settled: false, static c => (CombinatorInputs.Result<T1>(c[0]), CombinatorInputs.Result<T2>(c[1]), CombinatorInputs.Result<T3>(c[2]), CombinatorInputs.Result<T4>(c[3]), CombinatorInputs.Result<T5>(c[4]), CombinatorInputs.Result<T6>(c[5])));
    }
}
