using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>N, second part: Ctrl+C. Python's KeyboardInterrupt is <see cref="ConsoleInterruptedException"/> here.</summary>
public sealed class GroupN2_Interrupt
{
    [Fact]
    public void S257_FirstInterruptCancelsMain() => CheckReal(
        static t =>
        {
            using AsyncioRunner runner = Create();

            async Coroutine Main()
            {
                InterruptFromAThread(runner);
                try
                {
                    await Asyncio.Sleep(99);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE in main", Asyncio.CurrentTask!.CancelRequests);
                    throw;
                }
            }

            Assert.Throws<ConsoleInterruptedException>(() => runner.Run(Main()));
            t.Log("ConsoleInterruptedException");
        },
        "CE in main 1", "ConsoleInterruptedException");

    // Somebody else cancelled main too: then its end is not the interrupt's doing alone, and Run throws the cancellation.
    [Fact]
    [CPythonTest("test_runners::RunnerTests.test_interrupt_cancelled_task")]
    public void MainThatWasCancelledBesidesThrowsTheCancellation_AlsoS257()
    {
        using AsyncioRunner runner = Create();

        async Coroutine Main()
        {
            LoopTask main = Asyncio.CurrentTask!;
            Asyncio.RunningLoop.CallSoon(() =>
            {
                main.Cancel("mine");
                runner.Interrupt();
            });
            try
            {
                await Asyncio.Sleep(99);
            }
            finally
            {
                // The interrupt's request arrives in the next iteration.
                await Asyncio.Sleep(0);
            }
        }

        Assert.Throws<LoopCanceledException>(() => runner.Run(Main()));
    }

    [Fact]
    public void S258_MainMaySwallowTheFirstInterrupt() => CheckReal(
        static t =>
        {
            using AsyncioRunner runner = Create();

            async Coroutine<string> Main()
            {
                InterruptFromAThread(runner);
                try
                {
                    await Asyncio.Sleep(99);
                    return "not interrupted";
                }
                catch (LoopCanceledException)
                {
                    return "clean";
                }
            }

            t.Log(runner.Run(Main()));
        },
        "clean");

    [Fact]
    public void S259_SecondInterruptEndsTheRun() => CheckReal(
        static t =>
        {
            Assert.Throws<ConsoleInterruptedException>(() =>
            {
                using AsyncioRunner runner = Create();
                runner.Run(InterruptedTwice(t, runner));
            });
            t.Log("ConsoleInterruptedException");
        },
        "cleanup of main", "ConsoleInterruptedException");

    // Python raises out of the callback that runs. Ours ends the current iteration first: no code is torn apart in its middle.
    [Fact]
    public void SecondInterruptLetsTheIterationEnd_AlsoS259() => CheckReal(
        static t =>
        {
            AsyncioRunner runner = Create();

            async Coroutine Main()
            {
                EventLoop loop = Asyncio.RunningLoop;
                runner.Interrupt();
                try
                {
                    await Asyncio.Sleep(99);
                }
                catch (LoopCanceledException)
                {
                    loop.CallSoon(() =>
                    {
                        runner.Interrupt();
                        t.Log("interrupted again");
                        loop.CallSoon(() => t.Log("next iteration"));
                    });
                    loop.CallSoon(() => t.Log("same iteration"));
                    await Asyncio.Sleep(99);
                }
            }

            Assert.Throws<ConsoleInterruptedException>(() => runner.Run(Main()));
            t.Log("run ended");

            // The shutdown runs the loop again.
            runner.Dispose();
        },
        "interrupted again", "same iteration", "run ended", "next iteration");

    // The second one also ends a run whose main waits for a callback that never ends main.
    [Fact]
    public void InterruptWakesALoopThatWaits_AlsoS259() => CheckReal(
        static t =>
        {
            AsyncioRunner runner = Create();

            async Coroutine Main()
            {
                try
                {
                    InterruptFromAThread(runner);
                    await Asyncio.RunningLoop.CreateFuture();
                }
                catch (LoopCanceledException)
                {
                    InterruptFromAThread(runner);
                    await Asyncio.RunningLoop.CreateFuture();
                }
            }

            Assert.Throws<ConsoleInterruptedException>(() => runner.Run(Main()));
            t.Log("run ended");
            runner.Dispose();
        },
        "run ended");

    private static async Coroutine InterruptedTwice(Trace trace, AsyncioRunner runner)
    {
        InterruptFromAThread(runner);
        try
        {
            await Asyncio.Sleep(99);
        }
        catch (LoopCanceledException)
        {
            InterruptFromAThread(runner);
            try
            {
                await Asyncio.Sleep(99);
            }
            finally
            {
                trace.Log("cleanup of main");
            }
        }
    }

    private static AsyncioRunner Create() => new(new RunOptions { HandleInterrupt = false });

    // As a signal would: from another thread, while main waits.
    private static void InterruptFromAThread(AsyncioRunner runner) =>
        Asyncio.RunningLoop.CallSoon(() => new Thread(() => runner.Interrupt()).Start());
}
