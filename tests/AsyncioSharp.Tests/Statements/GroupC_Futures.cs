using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>C: futures.</summary>
public sealed class GroupC_Futures
{
    [Fact]
    public void S050_WaitersRunInTheNextIteration() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.AddDoneCallback(_ => t.Log("cb"));
            async Coroutine Waiter() => t.Log("w", await f);
            _ = Asyncio.CreateTask(Waiter());
            await Asyncio.Sleep(0);
            f.SetResult(1);
            t.Log("set", f.IsDone);
            await Asyncio.Sleep(0);
            t.Log("m");
        },
        "set True@2", "cb@3", "w 1@3", "m@3");

    [Fact]
    public void S051_AwaitOfADoneFutureCostsNothing() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.SetResult(3);
            t.Log("a");
            t.Log(await f);
        },
        "a@1", "3@1");

    [Fact]
    public void S052_CallbackOnADoneFutureIsNeverSynchronous() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.SetResult(1);
            f.AddDoneCallback(_ => t.Log("cb"));
            t.Log("m");
            await Asyncio.Sleep(0);
            t.Log("m2");
        },
        "m@1", "cb@2", "m2@2");

    [Fact]
    public void S053_CallbackAddedTwiceRunsTwice() => Check(
        static async t =>
        {
            var f = new Future<int>();
            void G(Future future) => t.Log("g");
            f.AddDoneCallback(G);
            f.AddDoneCallback(_ => t.Log("h"));
            f.AddDoneCallback(G);
            f.SetResult(1);
            await Asyncio.Sleep(0);
        },
        "g@2", "h@2", "g@2");

    [Fact]
    public void S054_RemoveTakesEveryRegistration() => Check(
        static async t =>
        {
            var f = new Future<int>();
            void G(Future future) => t.Log("g");
            f.AddDoneCallback(G);
            f.AddDoneCallback(G);
            t.Log(f.RemoveDoneCallback(G));
            f.AddDoneCallback(G);
            f.SetResult(1);
            t.Log(f.RemoveDoneCallback(G));
            await Asyncio.Sleep(0);
        },
        "2@1", "0@1", "g@2");

    [Fact]
    public void RemoveTakesTheOnlyRegistration_AlsoS054() => Check(
        static async t =>
        {
            var f = new Future<int>();
            void G(Future future) => t.Log("g");
            f.AddDoneCallback(G);
            t.Log(f.RemoveDoneCallback(_ => t.Log("h")), f.RemoveDoneCallback(G));
            f.SetResult(1);
            await Asyncio.Sleep(0);
            t.Log("m");
        },
        "0 1@1", "m@2");

    [Fact]
    public void S055_FailingCallbackStopsNoOther() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.AddDoneCallback(static _ => throw new DivideByZeroException());
            f.AddDoneCallback(_ => t.Log("next"));
            f.SetResult(1);
            await Asyncio.Sleep(0);
        },
        "EXH Exception DivideByZeroException@2", "next@2");

    [Fact]
    public void S056_PendingFutureHasNothingToGive() => Check(
        static async t =>
        {
            var f = new Future<int>();
            t.Log(Words.Of(Assert.Throws<InvalidStateException>(() => f.Result)));
            t.Log(Words.Of(Assert.Throws<InvalidStateException>(() => f.Exception)));
            await Coroutine.Completed;
        },
        "Result is not set.@1", "Exception is not set.@1");

    // InvalidStateError is our InvalidStateException.
    [Fact]
    public void S057_DoneFutureCannotBeSet() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.Cancel();
            t.Log(Assert.ThrowsAny<InvalidOperationException>(() => f.SetResult(1)).GetType().Name);
            t.Log(Assert.ThrowsAny<InvalidOperationException>(() => f.SetException(new ArgumentException("v"))).GetType().Name);
            await Coroutine.Completed;
        },
        "InvalidStateException@1", "InvalidStateException@1");

    [Fact]
    public void RefusedResultChangesNothing_AlsoS057() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.SetResult(1);
            t.Log(f.TrySetResult(2), f.TrySetException(new ArgumentException("v")), f.Result);
            Assert.Throws<InvalidStateException>(() => f.SetResult(2));
            t.Log(await f);
        },
        "False False 1@1", "1@1");

    [Fact]
    public void S058_CancelEndsTheFutureAtOnce() => Check(
        static async t =>
        {
            var f = new Future<int>();
            async Coroutine Waiter()
            {
                try
                {
                    await f;
                }
                catch (LoopCanceledException)
                {
                    t.Log("w cancelled");
                }
            }

            LoopTask waiter = Asyncio.CreateTask(Waiter());
            await Asyncio.Sleep(0);
            t.Log(f.Cancel(), f.Cancel(), f.IsCanceled, f.IsDone);
            await waiter;
        },
        "True False True True@2", "w cancelled@3");

    [Fact]
    public void S059_CancelledFutureCancelsItsWaiter() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.Cancel();
            async Coroutine Waiter() => await f;
            LoopTask waiter = Asyncio.CreateTask(Waiter());
            await Asyncio.Sleep(0);
            t.Log(waiter.IsCanceled, waiter.CancelRequests);
        },
        "True 0@2");

    [Fact]
    public void S060_CancelledFutureThrowsWhenRead() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.Cancel();
            foreach (Func<object?> read in (Func<object?>[])[() => f.Result, () => f.Exception])
            {
                Assert.Throws<LoopCanceledException>(read);
                t.Log("CE");
            }

            await Coroutine.Completed;
        },
        "CE@1", "CE@1");

    [Fact]
    public void S061_CancelMessageTravels() => Check(
        static async t =>
        {
            var f = new Future<int>();
            f.Cancel("why");
            try
            {
                await f;
            }
            catch (LoopCanceledException e)
            {
                t.Log($"('{e.CancelMessage}',)");
            }
        },
        "('why',)@1");

    // There are no exception classes to instantiate and no StopIteration: an object is needed, and it is kept as it is. A cancellation set as
    // an exception is no exception to that; it does not cancel the future.
    [Fact]
    public void S062_ExceptionIsKeptAsItIs() => Check(
        static async t =>
        {
            var f = new Future<int>();
            t.Log(Assert.Throws<ArgumentNullException>(() => f.SetException(null!)).GetType().Name, f.IsDone);
            f.SetException(new KeyNotFoundException());
            t.Log(f.Exception!.GetType().Name);
            var g = new Future<int>();
            g.SetException(new LoopCanceledException());
            t.Log(g.Exception!.GetType().Name, g.IsCanceled);
            await Coroutine.Completed;
        },
        "ArgumentNullException False@1", "KeyNotFoundException@1", "LoopCanceledException False@1");

    [Fact]
    public void S063_CancelReachesEveryWaiter() => Check(
        static async t =>
        {
            var f = new Future<int>();
            async Coroutine Waiter(string label)
            {
                try
                {
                    await f;
                }
                catch (LoopCanceledException)
                {
                    t.Log(label);
                }
            }

            LoopTask[] waiters = [Asyncio.CreateTask(Waiter("a")), Asyncio.CreateTask(Waiter("b"))];
            await Asyncio.Sleep(0);
            f.Cancel();
            await Asyncio.Wait(waiters);
        },
        "a@3", "b@3");

    [Fact]
    public void S064_WaitersWakeInTheOrderOfTheResults() => Check(
        static async t =>
        {
            var f = new Future<int>();
            var g = new Future<int>();
            async Coroutine Waiter(string label, Future<int> future)
            {
                await future;
                t.Log(label);
            }

            _ = Asyncio.CreateTask(Waiter("f", f));
            _ = Asyncio.CreateTask(Waiter("g", g));
            await Asyncio.Sleep(0);
            g.SetResult(0);
            f.SetResult(0);
            await Asyncio.Sleep(0);
            t.Log("m");
        },
        "g@3", "f@3", "m@3");
}
