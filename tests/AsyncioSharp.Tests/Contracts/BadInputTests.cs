using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;

namespace AsyncioSharp.Tests;

/// <summary>Misuse gets the error that says what was wrong, and the loop goes on.</summary>
public sealed class BadInputTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void RunInsideARunningLoop() => GoesOn(static async () =>
    {
        bool ran = false;
        async Coroutine<int> Inner()
        {
            ran = true;
            await Asyncio.Sleep(0);
            return 1;
        }

        async Coroutine InnerVoid() => await Inner();
        Action[] runs =
        [
            () => Asyncio.Run(Inner()), () => Asyncio.Run(Inner), () => Asyncio.Run(InnerVoid()), () => Asyncio.Run(InnerVoid), () => TestLoop.Run(InnerVoid),
        ];
        foreach (Action run in runs)
        {
            var e = Assert.Throws<InvalidOperationException>(run);
            Assert.StartsWith("Asyncio.Run() cannot be called from a running event loop", e.Message, StringComparison.Ordinal);
        }

        await Asyncio.Sleep(0);
        Assert.False(ran);
    });

    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_issue46672")]
    public void SecondUseOfACoroutine() => GoesOn(static async () =>
    {
        Coroutine<int> used = Asyncio.Sleep(0, 1);
        Assert.Equal(1, await used);

        // The pool hands the same frame out again: the old coroutine must not be taken for the new one.
        Coroutine<int> other = Asyncio.Sleep(0, 2);
        Func<Coroutine>[] uses =
        [
            async () => await used,
            async () => await Asyncio.CreateTask(used),
            async () => await Asyncio.Gather([other, used]),
            async () => await Asyncio.WaitFor(used, s_second),
            async () => await Asyncio.Shield(used),
        ];
        foreach (Func<Coroutine> use in uses)
        {
            Assert.Equal("cannot reuse already awaited coroutine", Words.Of(await Error<InvalidOperationException>(use)));
        }

        Assert.Equal("cannot reuse already awaited coroutine", Words.Of(await Error<InvalidOperationException>(async () => await other)));
    });

    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_constructor_without_loop")]
    [CPythonTest("test_tasks::FutureGatherTests.test_constructor_empty_sequence_without_loop")]
    [CPythonTest("test_tasks::BaseCurrentLoopTests.test_current_task_no_running_loop_implicit")]
    [CPythonTest("test_futures::BaseFutureTests.test_constructor_without_loop")]
    [CPythonTest("test_futures::BaseFutureTests.test_wrap_future_without_loop")]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_coroutine_without_loop")]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_coroutine_without_loop")]
    public async Task NoLoop()
    {
        Coroutine never = Asyncio.Sleep(1);
        Coroutine<int> neverValue = Asyncio.Sleep(1, 1);
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        Func<Task>[] uses =
        [
            async () => await never,
            static async () => await Asyncio.Sleep(0),
            async () => await (Future)future,
            async () => await future,
            async () => await loop.CreateTask(Asyncio.Sleep(1)),
            async () => await loop.CreateTask(Asyncio.Sleep(1, 1)),
            async () => await Asyncio.Sleep(0, 1),
            static async () => await Asyncio.Yield(),
            () => Task.FromResult(Asyncio.CreateTask(never)),
            () => Task.FromResult(Asyncio.Gather([never])),
            () => Task.FromResult(Asyncio.Shield(never)),
            () => Task.FromResult(Asyncio.AsCompleted([neverValue])),
            static () => Task.FromResult(Asyncio.Gather(Array.Empty<Future>())),
            static () => Task.FromResult(Asyncio.RunningLoop),
            static () => Task.FromResult(Asyncio.CurrentTask),
            static () => Task.FromResult(Asyncio.AllTasks()),
            static () => Task.FromResult(new Future()),
            static () => Task.FromResult(Asyncio.FromTask(Task.CompletedTask)),
        ];
        foreach (Func<Task> use in uses)
        {
            Assert.Equal("no running event loop", Words.Of(await Assert.ThrowsAsync<InvalidOperationException>(use)));
        }

        // What needs no loop says so.
        Assert.False(Asyncio.TryGetRunningLoop(out _));
        Assert.Equal(CancellationToken.None, Asyncio.CurrentToken);
        never.Close();
        neverValue.Close();
    }

    [Fact]
    public void OtherThreadOfTheProgramHasNoLoop() => GoesOn(static async () =>
    {
        Exception? error = Survivor.Elsewhere(static () => Asyncio.CreateTask(Coroutine.Completed));
        Assert.Equal("no running event loop", Words.Of(Assert.IsType<InvalidOperationException>(error)));
        await Asyncio.Yield();
    });

    [Fact]
    public void NullArguments() => GoesOn(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        var future = new Future();
        Action[] uses =
        [
            static () => Asyncio.Run((Func<Coroutine>)null!),
            static () => Asyncio.Run((Func<Coroutine<int>>)null!),
            () => loop.CallSoon(null!),
            () => loop.CallSoon(null!, null),
            () => loop.CallSoonThreadSafe(null!),
            () => loop.CallLater(s_second, null!),
            () => loop.CallAt(s_second, null!),
            () => loop.CallExceptionHandler(null!),
            static () => _ = new Future((EventLoop)null!),
            () => future.AddDoneCallback(null!),
            () => future.RemoveDoneCallback(null!),
            () => future.SetException(null!),
            static () => Asyncio.Gather((IEnumerable<Coroutine<int>>)null!),
            static () => Asyncio.Gather((IEnumerable<IFuture<int>>)null!),
            static () => Asyncio.Shield((Future)null!),
            static () => Asyncio.FromTask(null!),
            static () => Asyncio.Timeout(s_second, (Func<TimeoutScope, Coroutine>)null!),
        ];
        foreach (Action use in uses)
        {
            Assert.Throws<ArgumentNullException>(use);
        }

        await Error<ArgumentNullException>(static async () => await Asyncio.Wait<LoopTask>(null!));
        await Error<ArgumentNullException>(static async () => await Asyncio.WaitFor((Future)null!, s_second));
        await Error<ArgumentNullException>(static async () => await Asyncio.ToThread((Action)null!));
        await Error<ArgumentNullException>(static async () => await TaskGroup.Run(null!));

        // One null among others.
        Assert.Throws<ArgumentException>(() => Asyncio.Gather([future, null!]));
        Assert.Throws<ArgumentException>(static () => Asyncio.AsCompleted([(IFuture<int>)null!]));
        await Error<ArgumentException>(async () => await Asyncio.Wait([future, null!]));
    });

    [Fact]
    [CPythonTest("test_tasks::FutureGatherTests.test_constructor_heterogenous_futures")]
    public void FutureOfAnotherLoop() => GoesOn(static async () =>
    {
        using EventLoop other = TestLoop.Create();
        Future<int> foreign = other.CreateFuture<int>();
        LoopTask foreignTask = other.CreateTask(Coroutine.Completed);
        var own = new Future<int>();

        // The error of an await is thrown one iteration later, where the wake-up would have been (S042).
        Func<Coroutine>[] awaits = [async () => await foreign, async () => await foreignTask, async () => await Asyncio.WaitFor((Future)foreignTask, s_second)];
        foreach (Func<Coroutine> use in awaits)
        {
            long iteration = Asyncio.RunningLoop.Iteration;
            string message = (await Error<InvalidOperationException>(use)).Message;
            Assert.EndsWith("is attached to a different loop", message, StringComparison.Ordinal);
            Assert.Equal(iteration + 1, Asyncio.RunningLoop.Iteration);
        }

        Assert.Throws<ArgumentException>(() => Asyncio.Gather(own, foreign));
        Assert.Throws<ArgumentException>(() => Asyncio.AsCompleted([own, foreign]));
        await Error<ArgumentException>(async () => await Asyncio.Wait([own, foreign]));

        // What was not refused is untouched.
        own.SetResult(1);
        Assert.Equal(1, await own);
    });

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_until_complete_loop")]
    public void RunUntilCompleteOfAForeignFuture()
    {
        using EventLoop one = TestLoop.Create();
        using EventLoop two = TestLoop.Create();
        Assert.Throws<ArgumentException>(() => one.RunUntilComplete(two.CreateFuture()));
        Assert.Throws<ArgumentNullException>(() => one.RunUntilComplete((Future)null!));
        Assert.Equal(5, one.RunUntilComplete(Asyncio.Sleep(1, 5)));
    }

    [Fact]
    public void NegativeDelays() => GoesOn(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        await Asyncio.Sleep(s_second);
        TimeSpan start = loop.Time;
        var fired = new List<string>();
        loop.CallAt(TimeSpan.MinValue, () => fired.Add("at"));
        loop.CallLater(TimeSpan.MinValue, () => fired.Add("later"));
        foreach (TimeSpan delay in (TimeSpan[])[-s_second, TimeSpan.MinValue])
        {
            await Asyncio.Sleep(delay);
            Assert.Equal(3, await Asyncio.Sleep(delay, 3));
            bool ran = false;
            async Coroutine Body()
            {
                ran = true;
                await Asyncio.Yield();
            }

            await Error<TimeoutException>(async () => await Asyncio.WaitFor(Body(), delay));
            await Error<TimeoutException>(async () => await Asyncio.Timeout(delay, static async _ => await Asyncio.Sleep(5)));
            Assert.Empty((await Asyncio.Wait([new Future()], timeout: delay)).Done);
            Assert.False(ran);
        }

        await Asyncio.Sleep(double.NegativeInfinity);
        Assert.Equal(["at", "later"], fired);
        Assert.Equal(start, loop.Time);
    });

    // The only work is a timer that is due for ages: the loop must not take it for one that is far ahead.
    [Fact]
    public void TimerBeforeTheBeginningOfTime()
    {
        var clock = new VirtualClock();
        clock.Advance(TimeSpan.TicksPerSecond);
        using var loop = new EventLoop(clock);
        loop.CallAt(TimeSpan.MinValue, loop.Stop);
        loop.RunForever();
        Assert.Equal(s_second, loop.Time);
    }

    [Fact]
    public void DelayThatIsNoNumber() => GoesOn(static async () =>
    {
        Action[] uses =
        [
            static () => Asyncio.Sleep(double.NaN),
            static () => Asyncio.Sleep(double.NaN, 1),
            static () => Asyncio.WaitFor(new Future(), double.NaN),
            static () => Asyncio.Timeout(double.NaN, static async _ => await Asyncio.Yield()),
        ];
        foreach (Action use in uses)
        {
            Assert.StartsWith("Invalid delay: NaN", Assert.Throws<ArgumentOutOfRangeException>(use).Message, StringComparison.Ordinal);
        }

        await Asyncio.Yield();
    });

    [Fact]
    public void EndlessDelays() => GoesOn(static async () =>
    {
        LoopTask[] sleepers =
        [
            Asyncio.CreateTask(Asyncio.Sleep(double.PositiveInfinity)),
            Asyncio.CreateTask(Asyncio.Sleep(TimeSpan.MaxValue)),
            Asyncio.CreateTask(Asyncio.Sleep(1e300)),
        ];
        await Asyncio.Sleep(s_second);
        foreach (LoopTask sleeper in sleepers)
        {
            Assert.False(sleeper.IsDone);
            sleeper.Cancel();
            await Error<LoopCanceledException>(async () => await sleeper);
        }
    });

    [Fact]
    public void GatherOfNothing() => GoesOn(static async () =>
    {
        long iteration = Asyncio.RunningLoop.Iteration;
        Assert.Empty(await Asyncio.Gather(Array.Empty<Coroutine<int>>()));
        Assert.Empty(await Asyncio.Gather(Array.Empty<Future<int>>()));
        await Asyncio.Gather(Array.Empty<Coroutine>());
        await Asyncio.Gather(Array.Empty<Future>());
        Assert.Empty(await Asyncio.GatherSettled(Array.Empty<Coroutine<int>>()));
        Assert.Empty(await Asyncio.GatherSettled(Array.Empty<LoopTask>()));
        Assert.Equal(iteration, Asyncio.RunningLoop.Iteration);
        await Error<ArgumentException>(static async () => await Asyncio.Wait(Array.Empty<LoopTask>()));
    });

    private static void GoesOn(Func<Coroutine> body) => Assert.Empty(Survivor.Run(body));

    private static async Coroutine<TException> Error<TException>(Func<Coroutine> body)
        where TException : Exception
    {
        try
        {
            await body();
        }
        catch (Exception e)
        {
            return Assert.IsType<TException>(e);
        }

        throw new InvalidOperationException($"no {typeof(TException).Name}");
    }
}
