using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Shield, gather, and the one in the other.</summary>
public sealed class ShieldAndGatherTests
{
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_result")]
    public void ShieldHandsTheResultOn()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> inner = loop.CreateFuture<int>();
        Future<int> outer = Asyncio.Shield(inner);
        inner.SetResult(42);
        Assert.Equal(42, loop.RunUntilComplete(outer));
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_exception")]
    public void ShieldHandsTheExceptionOn()
    {
        using var test = new TestLoop();
        Future<int> inner = test.Loop.CreateFuture<int>();
        Future<int> outer = Asyncio.Shield(inner);
        var error = new InvalidOperationException("expected");
        inner.SetException(error);
        test.RunUntilIdle();
        Assert.Same(error, outer.Exception);
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_cancel_outer")]
    public void CancelOfTheShieldSparesTheInnerFuture()
    {
        using var test = new TestLoop();
        Future<int> inner = test.Loop.CreateFuture<int>();
        Future<int> outer = Asyncio.Shield(inner);
        test.RunUntilIdle();
        outer.Cancel();
        test.RunUntilIdle();
        Assert.True(outer.IsCanceled);
        Assert.False(inner.IsDone);
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_gather")]
    public void ShieldedGatherGoesOn()
    {
        using var test = new TestLoop();
        Future<int>[] children = [test.Loop.CreateFuture<int>(), test.Loop.CreateFuture<int>()];
        Future<int[]> parent = Asyncio.Gather<int>(children);
        Future<int[]> outer = Asyncio.Shield(parent);
        test.RunUntilIdle();
        outer.Cancel();
        test.RunUntilIdle();
        Assert.True(outer.IsCanceled);
        children[0].SetResult(1);
        children[1].SetResult(2);
        test.RunUntilIdle();
        Assert.Equal([1, 2], parent.Result);
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_gather_shield")]
    public void GatherOfShieldsCancelsTheShieldsOnly()
    {
        using var test = new TestLoop();
        Future<int>[] children = [test.Loop.CreateFuture<int>(), test.Loop.CreateFuture<int>()];
        Future<int>[] shields = [.. children.Select(static child => Asyncio.Shield(child))];
        Future<int[]> parent = Asyncio.Gather<int>(shields);
        test.RunUntilIdle();
        parent.Cancel();
        test.RunUntilIdle();
        Assert.IsType<LoopCanceledException>(parent.Exception);
        Assert.All(shields, static shield => Assert.True(shield.IsCanceled));
        children[0].SetResult(1);
        children[1].SetResult(2);
        test.RunUntilIdle();
        Assert.All(children, static child => Assert.False(child.IsCanceled));
    }

    // The callback comes after the child that awaits the same future: that one is done by then, and the gather does not know yet.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_gather_1")]
    public void GatherWhoseChildrenAreDoneCannotBeCancelled()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        Future<int[]> gather = null!;
        loop.RunUntilComplete(Create());
        bool? canceled = null;
        future.AddDoneCallback(_ => canceled = gather.Cancel());
        future.SetResult(42);
        Assert.Equal([42], loop.RunUntilComplete(gather));
        Assert.False(canceled);
        Assert.False(gather.IsCanceled);

        async Coroutine<int> Child() => await future;

        async Coroutine Create()
        {
            gather = Asyncio.Gather([Child()]);
            await Asyncio.Sleep(0);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("my message")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_gather_2")]
    public void CancelReachesWhoGathersInALoop(string? message)
    {
        static async Coroutine Rounds()
        {
            for (int i = 0; i < 20; i++)
            {
                await Asyncio.GatherSettled([Asyncio.Sleep(0.05)]);
            }
        }

        using EventLoop loop = TestLoop.Create();
        var error = Assert.Throws<LoopCanceledException>(() => loop.RunUntilComplete(Main()));
        Assert.Equal(message, error.CancelMessage);
        Assert.Equal(TimeSpan.FromSeconds(0.2), loop.Time);

        async Coroutine Main()
        {
            LoopTask task = Asyncio.CreateTask(Rounds());
            await Asyncio.Sleep(0.2);
            task.Cancel(message);
            await task;
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [CPythonTest("test_tasks::GatherTestsBase.test_success")]
    [CPythonTest("test_tasks::GatherTestsBase.test_result_exception_success")]
    public void GatherIsDoneWhenTheLastChildIs(bool ofCoroutines, bool settled)
    {
        using var test = new TestLoop();
        Future<int>[] futures = Futures(test, 3);
        Future gather = Gather(test, futures, ofCoroutines, settled);
        int called = 0;
        gather.AddDoneCallback(_ => called++);
        futures[1].SetResult(1);
        futures[0].SetResult(2);
        test.RunUntilIdle();
        Assert.Equal((0, false), (called, gather.IsDone));
        futures[2].SetResult(3);
        test.RunUntilIdle();
        Assert.Equal(1, called);
        Assert.Equal([2, 1, 3], gather is Future<int[]> plain ? plain.Result : ((Future<Outcome<int>[]>)gather).Result.Select(static outcome => outcome.Result));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::GatherTestsBase.test_one_exception")]
    public void FirstExceptionIsTheGathers(bool ofCoroutines)
    {
        using var test = new TestLoop();
        Future<int>[] futures = Futures(test, 5);
        Future gather = Gather(test, futures, ofCoroutines, settled: false);
        int called = 0;
        gather.AddDoneCallback(_ => called++);
        var error = new DivideByZeroException();
        futures[0].SetResult(1);
        futures[1].SetException(error);
        test.RunUntilIdle();
        Assert.Equal(1, called);
        Assert.Same(error, gather.Exception);
        futures[2].SetResult(3);
        futures[3].Cancel();
        futures[4].SetException(new InvalidOperationException());
        test.RunUntilIdle();
        Assert.Equal(1, called);
        Assert.Same(error, gather.Exception);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::GatherTestsBase.test_return_exceptions")]
    public void SettledGatherReturnsTheExceptions(bool ofCoroutines)
    {
        using var test = new TestLoop();
        Future<int>[] futures = Futures(test, 4);
        var gather = (Future<Outcome<int>[]>)Gather(test, futures, ofCoroutines, settled: true);
        Exception[] errors = [new DivideByZeroException(), new InvalidOperationException()];
        futures[1].SetResult(1);
        futures[2].SetException(errors[0]);
        futures[0].SetResult(3);
        test.RunUntilIdle();
        Assert.False(gather.IsDone);
        futures[3].SetException(errors[1]);
        test.RunUntilIdle();
        Assert.Equal([3, 1], gather.Result.Take(2).Select(static outcome => outcome.Result));
        Assert.Equal(errors, gather.Result.Skip(2).Select(static outcome => outcome.Exception));
    }

    [Fact]
    [CPythonTest("test_tasks::FutureGatherTests.test_result_exception_one_cancellation")]
    public void SettledGatherReturnsCancellationsToo()
    {
        using var test = new TestLoop();
        Future<int>[] futures = Futures(test, 6);
        Future<Outcome<int>[]> gather = Asyncio.GatherSettled<int>(futures);
        futures[0].SetResult(1);
        futures[1].SetException(new DivideByZeroException());
        futures[2].Cancel();
        test.RunUntilIdle();
        Assert.False(gather.IsDone);
        futures[3].SetResult(3);
        futures[4].Cancel();
        futures[5].SetException(new InvalidOperationException());
        Outcome<int>[] outcomes = test.Loop.RunUntilComplete(gather);
        Assert.Equal(
            [null, typeof(DivideByZeroException), typeof(LoopCanceledException), null, typeof(LoopCanceledException), typeof(InvalidOperationException)],
            outcomes.Select(static outcome => outcome.Exception?.GetType()));
        Assert.Equal((1, 3), (outcomes[0].Result, outcomes[3].Result));
    }

    [Fact]
    [CPythonTest("test_tasks::FutureGatherTests.test_constructor_homogenous_futures")]
    public void GatherOfFuturesIsOnTheirLoop()
    {
        using var test = new TestLoop();
        Future<int>[] futures = Futures(test, 3);
        for (int i = 0; i < 2; i++)
        {
            Future<int[]> gather = Asyncio.Gather<int>(futures);
            Assert.Same(test.Loop, gather.Loop);
            test.RunUntilIdle();
            Assert.False(gather.IsDone);
        }
    }

    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_constructor_use_running_loop")]
    public void GatherOfCoroutinesIsOnTheRunningLoop()
    {
        using var test = new TestLoop();
        Future gather = Gather(test, Futures(test, 0), ofCoroutines: true, settled: false);
        Future<string[]> made = null!;
        test.Loop.RunUntilComplete(Make());
        Assert.Same(test.Loop, made.Loop);
        Assert.Same(test.Loop, gather.Loop);
        Assert.Equal(["abc", "abc"], test.Loop.RunUntilComplete(made));

        async Coroutine Make()
        {
            made = Asyncio.Gather([Asyncio.Sleep(0, "abc"), Asyncio.Sleep(0, "abc")]);
            await Coroutine.Completed;
        }
    }

    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_cancellation_broadcast")]
    public void CancelReachesEveryChild()
    {
        using var test = new TestLoop();
        Future<int> waiter = test.Loop.CreateFuture<int>();
        int proof = 0;
        LoopTask[] children = [test.Loop.CreateTask(Inner()), test.Loop.CreateTask(Inner())];
        Future gather = null!;
        LoopTask outer = test.Loop.CreateTask(Outer());
        test.RunUntilIdle();
        Assert.True(outer.Cancel());
        Assert.Throws<LoopCanceledException>(() => test.Loop.RunUntilComplete(outer));
        Assert.False(gather.Cancel());
        Assert.True(waiter.IsCanceled);
        Assert.All(children, static child => Assert.True(child.IsCanceled));
        test.RunUntilIdle();
        Assert.Equal(0, proof);

        async Coroutine Inner()
        {
            await waiter;
            proof++;
        }

        async Coroutine Outer()
        {
            gather = Asyncio.Gather(children);
            await gather;
            proof += 100;
        }
    }

    private static Future<int>[] Futures(TestLoop test, int count) => [.. Enumerable.Range(0, count).Select(_ => test.Loop.CreateFuture<int>())];

    private static Future Gather(TestLoop test, Future<int>[] futures, bool ofCoroutines, bool settled)
    {
        static async Coroutine<int> Wait(Future<int> future) => await future;

        Future gather = null!;
        test.Loop.RunUntilComplete(Make());
        return gather;

        async Coroutine Make()
        {
            await Coroutine.Completed;
            gather = (ofCoroutines, settled) switch
            {
                (false, false) => Asyncio.Gather<int>(futures),
                (false, true) => Asyncio.GatherSettled<int>(futures),
                (true, false) => Asyncio.Gather(futures.Select(Wait)),
                _ => Asyncio.GatherSettled(futures.Select(Wait)),
            };
        }
    }
}
