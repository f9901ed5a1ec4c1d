using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>N, first part: Run and its shutdown.</summary>
public sealed class GroupN1_Run
{
    [Fact]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_return")]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_raises")]
    public void S248_RunReturnsTheResultOrThrows() => CheckReal(
        static t =>
        {
            static async Coroutine<int> Five()
            {
                await Coroutine.Completed;
                return 5;
            }

            static async Coroutine Fail()
            {
                await Coroutine.Completed;
                throw new KeyNotFoundException();
            }

            t.Log(Asyncio.Run(Five()));
            t.Log(Assert.Throws<KeyNotFoundException>(static () => Asyncio.Run(Fail())).GetType().Name);
        },
        "5", "KeyNotFoundException");

    // Our message goes on with what to do instead.
    [Fact]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_from_running_loop")]
    public void S249_RunInsideARunningLoopThrows() => CheckReal(
        static t => Asyncio.Run(async () =>
        {
            await Coroutine.Completed;
            var e = Assert.Throws<InvalidOperationException>(static () => Asyncio.Run(Asyncio.Sleep(0)));
            t.Log(e.Message.Split(';')[0]);
        }),
        "Asyncio.Run() cannot be called from a running event loop");

    // What is not a coroutine does not compile here; what does is a null function, and a coroutine that is over.
    [Fact]
    public void S250_RunOfNothingAndOfAUsedCoroutineThrow() => CheckReal(
        static t =>
        {
            t.Log(Assert.Throws<ArgumentNullException>(static () => Asyncio.Run((Func<Coroutine>)null!)).ParamName);
            Coroutine used = Asyncio.Sleep(0.000001);
            Asyncio.Run(used);
            t.Log(Words.Of(Assert.Throws<InvalidOperationException>(() => Asyncio.Run(used))));
        },
        "main", "cannot reuse already awaited coroutine");

    // C# has no registry of suspended async iterators: the one here is closed by the await foreach of a task that is cancelled.
    [Fact]
    public void S251_ShutdownCancelsTasksThenAwaitsThreads() => CheckReal(
        static t =>
        {
            using var closed = new ManualResetEventSlim();

            async Coroutine Background()
            {
                try
                {
                    await Asyncio.Sleep(99);
                }
                finally
                {
                    t.Log("bg cancelled");
                }
            }

            async IAsyncEnumerable<int> Items()
            {
                try
                {
                    yield return 1;
                    await Asyncio.Sleep(99);
                }
                finally
                {
                    t.Log("agen closed");
                    closed.Set();
                }
            }

            async Coroutine Consume()
            {
                await foreach (int _ in Items())
                {
                }
            }

            Asyncio.Run(async () =>
            {
                LoopTask[] kept =
                [
                    Asyncio.CreateTask(Background()),
                    Asyncio.CreateTask(Consume()),
                    Asyncio.CreateTask(Asyncio.ToThread(() =>
                    {
                        closed.Wait();
                        t.Log("executor job done");
                    })),
                ];
                await Asyncio.Sleep(0);
                Assert.All(kept, static task => Assert.False(task.IsDone));
                t.Log("main done");
            });
            t.Log("run returned");
        },
        "main done", "bg cancelled", "agen closed", "executor job done", "run returned");

    [Fact]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_reports_hanging_tasks_errors")]
    public void S252_FailureDuringShutdownIsReported() => CheckReal(
        static t =>
        {
            static async Coroutine Background()
            {
                try
                {
                    await Asyncio.Sleep(99);
                }
                catch (LoopCanceledException)
                {
                    throw new KeyNotFoundException();
                }
            }

            async Coroutine<int> Main()
            {
                Asyncio.RunningLoop.ExceptionHandler = (_, context) => t.Log(context.Message);
                _ = Asyncio.CreateTask(Background());
                await Asyncio.Sleep(0);
                return 1;
            }

            t.Log(Asyncio.Run(Main()));
        },
        "unhandled exception during Asyncio.Run() shutdown", "1");

    [Fact]
    public void S253_TaskThatSwallowsItsShutdownCancelIsWaitedFor() => CheckReal(
        static t =>
        {
            async Coroutine Background()
            {
                try
                {
                    await Asyncio.Sleep(99);
                }
                catch (LoopCanceledException)
                {
                    await Ticks(new Trace(null), 10);
                    t.Log("late end");
                }
            }

            Asyncio.Run(async () =>
            {
                _ = Asyncio.CreateTask(Background());
                await Asyncio.Sleep(0);
            });
            t.Log("returned");
        },
        "late end", "returned");

    // Up to there as CPython does it; where that drops them with the loop, they are cancelled here, so that their cleanups run.
    [Fact]
    public void S254_TasksMadeDuringShutdownDieWithTheLoop() => CheckReal(
        static t =>
        {
            LoopTask? kept = null;

            async Coroutine Late()
            {
                t.Log("late start");
                await Asyncio.Sleep(99);
            }

            async Coroutine Background()
            {
                try
                {
                    await Asyncio.Sleep(99);
                }
                finally
                {
                    kept = Asyncio.CreateTask(Late());
                }
            }

            Asyncio.Run(async () =>
            {
                _ = Asyncio.CreateTask(Background());
                await Asyncio.Sleep(0);
            });
            t.Log("returned, late done:", kept!.IsDone);
        },
        "late start", "returned, late done: True");

    [Fact]
    public void S255_TaskMadeAtTheEndStillGetsItsFirstStep() => CheckReal(
        static t =>
        {
            async Coroutine Background()
            {
                t.Log("bg first step");
                try
                {
                    await Asyncio.Sleep(0);
                }
                catch (LoopCanceledException)
                {
                    t.Log("bg cancelled");
                }
            }

            Asyncio.Run(async () =>
            {
                await Coroutine.Completed;
                _ = Asyncio.CreateTask(Background());
            });
            t.Log("returned");
        },
        "bg first step", "bg cancelled", "returned");

    [Fact]
    public void S256_SeveralRunsShareOneLoopAndContext() => CheckReal(
        static t =>
        {
            var counter = new AsyncLocal<int>();

            async Coroutine<(int Count, EventLoop Loop)> Main()
            {
                await Coroutine.Completed;
                counter.Value++;
                return (counter.Value, Asyncio.RunningLoop);
            }

            var runner = new AsyncioRunner(new RunOptions { HandleInterrupt = false });
            (int Count, EventLoop Loop) x = runner.Run(Main());
            (int Count, EventLoop Loop) y = runner.Run(Main());
            t.Log(x.Count, y.Count, x.Loop == y.Loop);
            runner.Close();
            t.Log(Assert.Throws<InvalidOperationException>(() => { runner.Run(Main()); }).Message);
        },
        "1 2 True", "Runner is closed");
}
