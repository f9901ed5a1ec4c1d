using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Coroutines;

/// <summary>
/// What the hot paths allocate in steady state, which is nothing. Each case runs once to fill the pools and to grow the queues, then again
/// under measurement; a count is exact, so the tests need no quiet machine.
/// </summary>
public sealed class AllocationTests
{
    private const int Warm = 2_000;
    private const int Many = 20_000;

    [Fact]
    public void AwaitOfACoroutine() => AssertNothing(static async count =>
    {
        static async Coroutine<int> One()
        {
            await Coroutine.Completed;
            return 1;
        }

        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += await One();
        }

        ThrowUnless(sum == count);
    });

    [Fact]
    public void AwaitOfACoroutineThatSuspends() => AssertNothing(static async count =>
    {
        static async Coroutine Inner() => await Asyncio.Yield();

        static async Coroutine Outer() => await Inner();

        for (int i = 0; i < count; i++)
        {
            await Outer();
        }
    });

    [Fact]
    public void OneMillionSwitchesBySleepZero() => AssertNothing(
        static async count =>
        {
            for (int i = 0; i < count; i++)
            {
                await Asyncio.Sleep(0);
            }
        },
        1_000_000);

    [Fact]
    public void Yield() => AssertNothing(static async count =>
    {
        for (int i = 0; i < count; i++)
        {
            await Asyncio.Yield();
        }
    });

    [Fact]
    public void TimerOfASleepingTask() => AssertNothing(static async count =>
    {
        for (int i = 0; i < count; i++)
        {
            await Asyncio.Sleep(TimeSpan.FromSeconds(1));
        }
    });

    [Fact]
    public void QueueItemThatAGetterWaitsFor() => AssertNothing(static () =>
    {
        var requests = new AsyncQueue<int>();
        var replies = new AsyncQueue<int>();
        return new Race(
            async count =>
            {
                for (int i = 0; i < count; i++)
                {
                    requests.TryPut(i);
                    ThrowUnless(await replies.GetAsync() == i);
                }
            },
            async () =>
            {
                while (true)
                {
                    replies.TryPut(await requests.GetAsync());
                }
            });
    });

    [Fact]
    public void QueueItemThatAPutterWaitsWith() => AssertNothing(static () =>
    {
        var queue = new AsyncQueue<int>(1);
        return new Race(
            async count =>
            {
                for (int i = 0; i < count; i++)
                {
                    await queue.PutAsync(i);
                }
            },
            async () =>
            {
                while (true)
                {
                    await queue.GetAsync();
                }
            });
    });

    [Fact]
    public void HandOverOfALock() => AssertNothing(static () =>
    {
        var gate = new AsyncLock();
        var holders = new Holders();
        return new Race(
            async count =>
            {
                for (int i = 0; i < count; i++)
                {
                    using (await gate.AcquireAsync())
                    {
                        holders.Count++;
                        await Asyncio.Yield();
                    }
                }
            },
            async () =>
            {
                while (true)
                {
                    using (await gate.AcquireAsync())
                    {
                        holders.OtherCount++;
                        await Asyncio.Yield();
                    }
                }
            },
            holders.AssertShared);
    });

    [Fact]
    public void HandOverOfASemaphore() => AssertNothing(static () =>
    {
        var permits = new AsyncSemaphore(1);
        var holders = new Holders();
        return new Race(
            async count =>
            {
                for (int i = 0; i < count; i++)
                {
                    using (await permits.AcquireAsync())
                    {
                        holders.Count++;
                        await Asyncio.Yield();
                    }
                }
            },
            async () =>
            {
                while (true)
                {
                    using (await permits.AcquireAsync())
                    {
                        holders.OtherCount++;
                        await Asyncio.Yield();
                    }
                }
            },
            holders.AssertShared);
    });

    [Fact]
    public void WaitForAnEvent() => AssertNothing(static () =>
    {
        var e = new AsyncEvent();
        return new Race(
            async count =>
            {
                for (int i = 0; i < count; i++)
                {
                    e.Clear();
                    await e.WaitAsync();
                }
            },
            async () =>
            {
                while (true)
                {
                    e.Set();
                    await Asyncio.Yield();
                }
            });
    });

    [Fact]
    public void TaskWithAResultTakesAtMost100Bytes()
    {
        static async Coroutine<int> One()
        {
            await Coroutine.Completed;
            return 1;
        }

        double bytes = Measure(
            static async count =>
            {
                int sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += await Asyncio.CreateTask(One());
                }

                ThrowUnless(sum == count);
            },
            other: null,
            Many) / (double)Many;
        Assert.InRange(bytes, 24, 100);
    }

    [Fact]
    public void BurstOnANewLoop_ReusesTheArraysOfTheLoopBefore()
    {
        static async Coroutine Burst() => await Asyncio.Gather(Enumerable.Range(0, Many).Select(static i => Asyncio.Sleep(i)).ToArray());

        static long OnANewLoop()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TestLoop.Run(Burst);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static async Coroutine<long> SecondOnALoop()
        {
            await Burst();
            long before = GC.GetAllocatedBytesForCurrentThread();
            await Burst();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The ready queue, the tasks and the timers of a burst take 56 bytes a task, and twice that while they grow; small arrays are new.
        long extra = Least(static () => OnANewLoop() - TestLoop.Run(SecondOnALoop));
        Assert.InRange(extra, long.MinValue, 16 * Many);
    }

    private static void AssertNothing(Func<int, Coroutine> body, int count = Many) => Assert.Equal(0, Least(() => Measure(body, other: null, count)));

    // Made anew for each measurement: a primitive belongs to the loop of its first waiter.
    private static void AssertNothing(Func<Race> make) => Assert.Equal(0, Least(() =>
    {
        Race race = make();
        long bytes = Measure(race.Body, race.Other, Many);
        race.Check?.Invoke();
        return bytes;
    }));

    // What the body allocates shows every time. What the runtime charges to the thread when other tests force a collection does not.
    private static long Least(Func<long> measure)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3 && least > 0; i++)
        {
            least = Math.Min(least, measure());
        }

        return least;
    }

    // Assert allocates.
    private static void ThrowUnless(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("A result was wrong.");
        }
    }

    // Bytes allocated on this thread by the second run of the body, while the other coroutine runs beside it.
    private static long Measure(Func<int, Coroutine> body, Func<Coroutine>? other, int count)
    {
        return TestLoop.Run(Main);

        async Coroutine<long> Main()
        {
            LoopTask? beside = other is null ? null : Asyncio.CreateTask(other());
            await body(Warm);
            long before = GC.GetAllocatedBytesForCurrentThread();
            await body(count);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(beside is null or { IsDone: false });
            return bytes;
        }
    }

    /// <summary>A body that is measured, a coroutine that runs beside it for ever, and what has to hold afterwards.</summary>
    private sealed record Race(Func<int, Coroutine> Body, Func<Coroutine> Other, Action? Check = null);

    /// <summary>Shows that a primitive really went back and forth.</summary>
    private sealed class Holders
    {
        internal int Count { get; set; }

        internal int OtherCount { get; set; }

        internal void AssertShared()
        {
            Assert.Equal(Warm + Many, Count);
            Assert.InRange(OtherCount, Count - 2, Count + 2);
        }
    }
}
