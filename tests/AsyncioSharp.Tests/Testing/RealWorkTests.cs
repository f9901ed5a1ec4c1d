using System.Threading.Channels;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Virtual time stands still while something really runs elsewhere, and goes on where what is awaited needs it.</summary>
public sealed class RealWorkTests
{
    [Fact]
    public void FunctionOnAThread_IsWithinItsTimeout() => TestLoop.Run(static async () =>
    {
        await Asyncio.WaitFor(Asyncio.ToThread(Work), 30);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    [Fact]
    public void FunctionOnAThread_ComesBeforeATimer() => TestLoop.Run(static async () =>
    {
        LoopTask work = Asyncio.CreateTask(Asyncio.ToThread(Work));
        LoopTask hour = Asyncio.CreateTask(Asyncio.Sleep(3600));
        Assert.Equal([work], (await Asyncio.Wait([work, hour], WaitMode.FirstCompleted)).Done);
    });

    [Fact]
    public void TaskThatRuns_ComesBeforeATimer() => TestLoop.Run(static async () =>
    {
        await Asyncio.WaitFor(Asyncio.FromTask(Task.Run(Work)), 30);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    // The first run is without a heartbeat: from then on it is known that this method's awaits end by themselves, however slow the machine
    // is.
    [Fact]
    public void HeartbeatBesideAForeignAwait_DoesNotBeat()
    {
        foreach (bool beat in (bool[])[false, true, true])
        {
            TestLoop.Run(async () =>
            {
                int beats = 0;

                async Coroutine Beat()
                {
                    while (true)
                    {
                        await Asyncio.Sleep(1);
                        beats++;
                    }
                }

                if (beat)
                {
                    _ = Asyncio.CreateTask(Beat());
                }

                await Task.Delay(50);
                Assert.Equal(0, beats);
            });
        }
    }

    [Fact]
    public void PlainMethodThatAwaitsSomethingReal_IsWithinItsTimeout()
    {
        TestLoop.Run(static () => Call());
        TestLoop.Run(static async () => await Asyncio.WaitFor(Call(), 30));
        TestLoop.Run(static async () => await Asyncio.WaitFor(Call(), 30));

        static async Coroutine Call() => await Plain();

        static async Task Plain()
        {
            await Task.Delay(20);
            await Task.Delay(20);
        }
    }

    [Fact]
    public void CoroutineOfAPlainMethod_ThatAwaitsSomethingReal_IsWithinItsTimeout()
    {
        TestLoop.Run(static () => Outer());
        TestLoop.Run(static async () => await Asyncio.WaitFor(Outer(), 30));

        static async Coroutine Outer() => await Plain();

        static async Task Plain() => await Inner();

        static async Coroutine Inner() => await Task.Run(Work);
    }

    // Two plain methods with a coroutine each: both of their waits are foreign, and so are those of the coroutines that await them.
    [Fact]
    public void NestedPlainMethods_ThatAwaitSomethingReal_AreNoDeadlock()
    {
        TestLoop.Run(static () => First());

        static async Coroutine First() => await PlainFirst();

        static async Task PlainFirst() => await Second();

        static async Coroutine Second() => await PlainSecond();

        static async Task PlainSecond()
        {
            await Asyncio.Sleep(1);
            await Third();
        }

        static async Coroutine<int> Third() => await Task.Run(static () => 3);
    }

    [Fact]
    public void PlainMethodThatWaitsForAnotherOne_IsNoDeadlock() => TestLoop.Run(static async () =>
    {
        var ready = new AsyncEvent();

        async Task Wait() => await ready.WaitAsync();

        async Task Set()
        {
            await Task.Run(Work);
            ready.Set();
        }

        await Task.WhenAll(Wait(), Set());
    });

    // The plain method belongs to no task.
    [Fact]
    public void CoroutineOfACallback_ThatAwaitsSomethingReal_IsNoDeadlock() => TestLoop.Run(static async () =>
    {
        var ready = new AsyncEvent();
        Asyncio.RunningLoop.CallSoon(() => _ = Plain());
        await ready.WaitAsync();

        async Task Plain()
        {
            await Inner();
            ready.Set();
        }

        static async Coroutine Inner() => await Task.Run(Work);
    });

    [Fact]
    public void CoroutineOfACallback_ThatAwaitsSomethingReal_ComesBeforeATimer() => TestLoop.Run(static async () =>
    {
        var ready = new AsyncEvent();
        Asyncio.RunningLoop.CallSoon(() => _ = Plain());
        await Asyncio.WaitFor(ready.WaitAsync(), 30);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);

        async Task Plain()
        {
            await Inner();
            ready.Set();
        }

        static async Coroutine Inner() => await Task.Run(Work);
    });

    [Fact]
    public void PlainMethodThatWaitsForAnEventThatNobodySets_IsADeadlock() =>
        Assert.Throws<DeadlockException>(static () => TestLoop.Run(static async () =>
        {
            async Task Wait() => await new AsyncEvent().WaitAsync();

            await Wait();
        }));

    // The writer sleeps: time has to pass for it, and does so in no time once it is known that the loop itself ends such waits.
    [Fact]
    public void ChannelWhoseWriterSleeps_NeedsTimeToPass()
    {
        Drain();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Drain();
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < 50 * ForeignWaitKinds.Patience);

        static void Drain() => TestLoop.Run(static async () =>
        {
            var channel = Channel.CreateUnbounded<int>();

            async Coroutine Write()
            {
                for (int i = 0; i < 100; i++)
                {
                    await Asyncio.Sleep(60);
                    channel.Writer.TryWrite(i);
                }

                channel.Writer.Complete();
            }

            LoopTask writer = Asyncio.CreateTask(Write());
            int sum = 0;
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out int item))
                {
                    sum += item;
                }
            }

            await writer;
            Assert.Equal(4950, sum);
            Assert.Equal(TimeSpan.FromSeconds(6000), Asyncio.RunningLoop.Time);
        });
    }

    [Fact]
    public void FunctionThatWaitsForACoroutine_NeedsTimeToPass() => TestLoop.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        await Asyncio.ToThread(() => loop.SubmitThreadSafe(static () => Asyncio.Sleep(3600)).Wait());
        Assert.Equal(TimeSpan.FromHours(1), loop.Time);
    });

    [Fact]
    public void DeadlockOnAForeignAwait_IsReportedOnce_AfterTheLimit()
    {
        TimeSpan before = TestLoop.ForeignLimit;
        TestLoop.ForeignLimit = TimeSpan.FromMilliseconds(10);
        try
        {
            var reports = new List<LoopErrorContext>();
            DeadlockException error = Assert.Throws<DeadlockException>(() => Asyncio.Run(
                static async () => await new SemaphoreSlim(0).WaitAsync(), Survivor.Options(reports.Add)));
            Assert.Contains("TestLoop.ForeignLimit", error.Message, StringComparison.Ordinal);
            Assert.Empty(reports);
        }
        finally
        {
            TestLoop.ForeignLimit = before;
        }
    }

    [Fact]
    public void Advance_EndsAtTheEndOfTime()
    {
        using var test = new TestLoop();
        bool called = false;
        test.Advance(TimeSpan.FromSeconds(1));
        test.Loop.CallLater(TimeSpan.FromDays(1), () => called = true);
        test.Advance(TimeSpan.MaxValue);
        Assert.True(called);
        Assert.Equal(TimeSpan.MaxValue, test.Loop.Time);
        test.Advance(TimeSpan.MaxValue);
        Assert.Equal(TimeSpan.MaxValue, test.Loop.Time);
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Advance(Timeout.InfiniteTimeSpan));
    }

    private static void Work() => Thread.Sleep(20);
}
