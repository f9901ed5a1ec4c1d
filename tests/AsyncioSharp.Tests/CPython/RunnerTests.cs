using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Run and the runner.</summary>
public sealed class RunnerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_debug")]
    [CPythonTest("test_runners::RunnerTests.test_non_debug")]
    [CPythonTest("test_runners::RunnerTests.test_debug")]
    public void OptionDecidesDebugMode(bool debug)
    {
        // The factory's own setting gives way.
        RunOptions options = Options(static () =>
        {
            EventLoop loop = TestLoop.Create();
            loop.Debug = !loop.Debug;
            return loop;
        }) with
        { Debug = debug };
        Assert.Equal(debug, Asyncio.Run(static async () => await IsDebug(), options));
        using var runner = new AsyncioRunner(options);
        Assert.Equal(debug, runner.Loop.Debug);

        // Without the option it is the loop's.
        Assert.Equal(debug, Asyncio.Run(static async () => await IsDebug(), Options(() =>
        {
            EventLoop loop = TestLoop.Create();
            loop.Debug = debug;
            return loop;
        })));

        static async Coroutine<bool> IsDebug()
        {
            await Coroutine.Completed;
            return Asyncio.RunningLoop.Debug;
        }
    }

    [Fact]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_loop_factory")]
    [CPythonTest("test_runners::RunnerTests.test_custom_factory")]
    public void FactoryIsCalledOnceAndItsLoopRuns()
    {
        var made = new List<EventLoop>();
        RunOptions options = Options(() =>
        {
            made.Add(TestLoop.Create());
            return made[^1];
        });
        EventLoop ran = Asyncio.Run(static async () => await Running(), options);
        Assert.Same(Assert.Single(made), ran);
        made.Clear();
        using var runner = new AsyncioRunner(options);
        Assert.Same(runner.Run(Running()), runner.Loop);
        Assert.Same(Assert.Single(made), runner.Loop);

        static async Coroutine<EventLoop> Running()
        {
            await Coroutine.Completed;
            return Asyncio.RunningLoop;
        }
    }

    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_run")]
    [CPythonTest("test_runners::RunnerTests.test_explicit_close")]
    [CPythonTest("test_runners::RunnerTests.test_double_close")]
    [CPythonTest("test_runners::RunnerTests.test_second_with_block_raises")]
    public void ClosedRunnerRunsNothingMore()
    {
        var runner = new AsyncioRunner(Options(TestLoop.Create));
        EventLoop loop;
        int calls = 0;
        using (runner)
        {
            Assert.Equal("done", runner.Run(Call()));
            loop = runner.Loop;
            Assert.False(loop.IsClosed);
        }

        Assert.True(loop.IsClosed);
        AssertClosed(() => _ = runner.Loop);
        using (runner)
        {
            AssertClosed(() => runner.Run(Call()));
        }

        runner.Close();
        Assert.True(loop.IsClosed);
        Assert.Equal(1, calls);

        static void AssertClosed(Action use) =>
            Assert.Equal("Runner is closed", Assert.Throws<InvalidOperationException>(use).Message);

        async Coroutine<string> Call()
        {
            await Asyncio.Yield();
            calls++;
            return "done";
        }
    }

    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_run_keeps_context")]
    public void RunsShareOneContext()
    {
        var variable = new AsyncLocal<int> { Value = -1 };
        using var runner = new AsyncioRunner(Options(TestLoop.Create));
        Assert.Equal(-1, runner.Run(Exchange(1)));
        Assert.Equal(1, runner.Run(Exchange(2)));
        Assert.Equal(2, runner.Run(Exchange(3)));
        Assert.Equal(-1, variable.Value);

        async Coroutine<int> Exchange(int value)
        {
            int old = variable.Value;
            await Asyncio.Yield();
            variable.Value = value;
            return old;
        }
    }

    // The runner that runs, and from inside of it. What cannot run is closed instead of reported as never awaited.
    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_recursive_run")]
    public void RunnerCannotRunInsideItself()
    {
        using var runner = new AsyncioRunner(Options(TestLoop.Create));
        var e = Assert.Throws<InvalidOperationException>(() => runner.Run(Again()));
        Assert.Equal("Runner.Run() cannot be called from a running event loop", e.Message);

        async Coroutine Again()
        {
            await Coroutine.Completed;
            runner.Run(Asyncio.Sleep(1));
        }
    }

    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_interrupt_call_soon")]
    public void InterruptReachesAMainThatOnlyYields()
    {
        using var runner = new AsyncioRunner(Options(TestLoop.Create));
        int yields = 0;
        Assert.Throws<ConsoleInterruptedException>(() => runner.Run(YieldForEver()));
        Assert.InRange(yields, 3, 10);

        async Coroutine YieldForEver()
        {
            while (true)
            {
                if (++yields == 3)
                {
                    Asyncio.RunningLoop.CallSoon(() => runner.Interrupt());
                }

                await Asyncio.Yield();
            }
        }
    }

    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_interrupt_wait")]
    public void InterruptCancelsTheFutureThatMainWaitsFor()
    {
        using var runner = new AsyncioRunner(Options(TestLoop.Create));
        Future future = runner.Loop.CreateFuture();
        runner.Loop.CallLater(TimeSpan.FromSeconds(0.1), () => runner.Interrupt());
        Assert.Throws<ConsoleInterruptedException>(() => runner.Run(Wait()));
        Assert.True(future.IsCanceled);

        async Coroutine Wait() => await future;
    }

    private static RunOptions Options(Func<EventLoop> factory) => new() { LoopFactory = factory, HandleInterrupt = false };
}
