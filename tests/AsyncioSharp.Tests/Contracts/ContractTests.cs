using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Contracts;

/// <summary>What each primitive promises, under a thousand schedules with random cancellations.</summary>
public sealed class ContractTests
{
    private const int Schedules = 1000;
    private const int Workers = 6;

    [Fact]
    public void Lock_HasOneHolder_AndLosesNoTurn() => Explore(static async chance =>
    {
        var gate = new AsyncLock();
        int holders = 0;
        int turns = 0;

        async Coroutine Work()
        {
            for (int i = 0; i < 2; i++)
            {
                using (await gate.AcquireAsync())
                {
                    Assert.Equal(1, ++holders);
                    turns++;
                    await End(chance, () => holders--);
                }
            }
        }

        LoopTask[] workers = Start(Work);
        int canceled = await CancelSome(workers, chance);
        Assert.InRange(turns, 2 * (Workers - canceled), 2 * Workers);
        Assert.Equal("<AsyncLock unlocked, waiters: 0>", gate.ToString());
    });

    [Fact]
    public void Semaphore_KeepsItsPermits() => Explore(static async chance =>
    {
        const int Permits = 2;
        var permits = new AsyncSemaphore(Permits, Permits);
        int holders = 0;
        int turns = 0;

        async Coroutine Work()
        {
            for (int i = 0; i < 2; i++)
            {
                using (await permits.AcquireAsync())
                {
                    Assert.InRange(++holders, 1, Permits);
                    turns++;
                    await End(chance, () => holders--);
                }
            }
        }

        LoopTask[] workers = Start(Work);
        int canceled = await CancelSome(workers, chance);
        Assert.InRange(turns, 2 * (Workers - canceled), 2 * Workers);
        Assert.Equal("<AsyncSemaphore unlocked, value: 2, waiters: 0>", permits.ToString());
    });

    [Fact]
    public void Event_WakesEverybodyWhoIsNotCancelled() => Explore(static async chance =>
    {
        var flag = new AsyncEvent();
        int arrived = 0;
        int woken = 0;

        async Coroutine Work()
        {
            arrived++;
            await flag.WaitAsync();
            woken++;
        }

        LoopTask[] workers = Start(Work);
        await Yields(chance);
        flag.Set();

        // Who waits already is woken all the same.
        if (arrived == Workers)
        {
            flag.Clear();
        }

        int canceled = await CancelSome(workers, chance);
        Assert.Equal(Workers - canceled, woken);
        Assert.EndsWith("waiters: 0>", flag.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public void Condition_LosesNoNotification() => Explore(static async chance =>
    {
        var changed = new AsyncCondition();
        int items = 0;
        int taken = 0;

        // One notification an item: if a cancelled consumer kept it, another one would wait although there is something.
        async Coroutine Work()
        {
            using (await changed.AcquireAsync())
            {
                await changed.WaitForAsync(() => items > 0);
                Assert.True(changed.IsLocked);
                items--;
                taken++;
            }
        }

        async Coroutine Produce()
        {
            for (int i = 0; i < Workers / 2; i++)
            {
                using (await changed.AcquireAsync())
                {
                    items++;
                    changed.Notify();
                }

                await Yields(chance);
            }
        }

        LoopTask[] workers = Start(Work);
        LoopTask producer = Asyncio.CreateTask(Produce());
        await Cancel(workers, chance);
        await producer;

        // Until nothing moves any more.
        await Asyncio.Sleep(1);
        int waiting = workers.Count(static task => !task.IsDone);
        Assert.True(items == 0 || waiting == 0);
        Assert.Equal(Workers / 2, items + taken);
        using (await changed.AcquireAsync())
        {
            items += waiting;
            changed.NotifyAll();
        }

        await Asyncio.Wait(workers);
        Assert.Equal(Workers - workers.Count(static task => task.IsCanceled), taken);
        Assert.Equal("<AsyncCondition unlocked, waiters: 0>", changed.ToString());
    });

    [Fact]
    public void Barrier_LetsThroughWholeRounds() => Explore(static async chance =>
    {
        const int Parties = 3;
        var barrier = new AsyncBarrier(Parties);
        int passed = 0;
        int broken = 0;

        async Coroutine Work()
        {
            try
            {
                await barrier.WaitAsync();
                passed++;
            }
            catch (BrokenBarrierException)
            {
                broken++;
            }
        }

        LoopTask[] workers = Start(Work);
        await Yields(chance);
        workers[chance.Next(Workers)].Cancel();

        // Until nothing moves any more.
        await Asyncio.Sleep(1);
        int canceled = workers.Count(static task => task.IsCanceled);
        int waiting = barrier.WaitingCount;
        Assert.InRange(waiting, 0, Parties - 1);
        Assert.Equal(Workers, passed + canceled + waiting);

        // Who is cancelled on the way out has used up a place in a round that the others pass.
        Assert.True(passed % Parties == 0 || (canceled == 1 && passed % Parties == Parties - 1));
        await barrier.AbortAsync();
        await Asyncio.Wait(workers);
        Assert.Equal(waiting, broken);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Queue_NeitherLosesNorDuplicatesItems(int capacity) => Explore(async chance =>
    {
        var queue = new AsyncQueue<int>(capacity);
        var put = new List<int>();
        var got = new List<int>();
        int next = 0;

        async Coroutine Produce()
        {
            for (int i = 0; i < 3; i++)
            {
                int item = next++;
                await queue.PutAsync(item);
                put.Add(item);
            }
        }

        async Coroutine Consume()
        {
            while (true)
            {
                try
                {
                    got.Add(await queue.GetAsync());
                }
                catch (QueueShutDownException)
                {
                    return;
                }
            }
        }

        LoopTask[] producers = Start(Produce);
        LoopTask[] consumers = Start(Consume);
        LoopTask last = Asyncio.CreateTask(Consume());
        await CancelSome([.. producers, .. consumers], chance, waitFor: Workers);
        queue.Shutdown();
        await Asyncio.Wait([.. consumers, last]);
        Assert.Equal(put.Order(), got.Order());
        Assert.True(queue.IsEmpty);
        Assert.Contains("getters=0 putters=0", queue.ToString(), StringComparison.Ordinal);
    });

    // A check and an act with an await between them: right in asyncio's own order, in which the others find it taken.
    [Fact]
    public void Explore_FindsACheckThatIsNotTheAct_AndReplaysIt()
    {
        TestLoop.Run(BookTwice);
        ScheduleException found = Assert.Throws<ScheduleException>(static () => TestLoop.Explore(100, BookTwice));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(found.InnerException!.Message, Assert.Throws<InvalidOperationException>(() => TestLoop.Run(BookTwice, found.Seed)).Message);
        }
    }

    private static async Coroutine BookTwice()
    {
        int seats = 1;

        async Coroutine Book(int stepsBefore, int stepsBetween)
        {
            for (int i = 0; i < stepsBefore; i++)
            {
                await Asyncio.Yield();
            }

            if (seats > 0)
            {
                for (int i = 0; i < stepsBetween; i++)
                {
                    await Asyncio.Yield();
                }

                if (--seats < 0)
                {
                    throw new InvalidOperationException("one seat was booked twice");
                }
            }
        }

        await Asyncio.Gather(Book(0, 1), Book(1, 0));
    }

    // The cancellations depend on the schedule's number, so that a seed stands for both.
    private static void Explore(Func<Random, Coroutine> body)
    {
        int seed = 0;
        TestLoop.Explore(Schedules, () => body(new Random(seed++)));
    }

    private static LoopTask[] Start(Func<Coroutine> work) => [.. Enumerable.Range(0, Workers).Select(_ => Asyncio.CreateTask(work()))];

    // Cancels a few at random moments, waits for the first ones, and says how many of them were cancelled.
    private static async Coroutine<int> CancelSome(LoopTask[] tasks, Random chance, int? waitFor = null)
    {
        await Cancel(tasks, chance);
        LoopTask[] awaited = tasks[..(waitFor ?? tasks.Length)];
        await Asyncio.Wait(awaited);
        foreach (LoopTask task in awaited.Where(static task => !task.IsCanceled))
        {
            await task;
        }

        return awaited.Count(static task => task.IsCanceled);
    }

    private static async Coroutine Cancel(LoopTask[] tasks, Random chance)
    {
        for (int i = chance.Next(4); i > 0; i--)
        {
            await Yields(chance);
            tasks[chance.Next(tasks.Length)].Cancel();
        }
    }

    private static async Coroutine Yields(Random chance)
    {
        for (int i = chance.Next(4); i > 0; i--)
        {
            await Asyncio.Yield();
        }
    }

    private static async Coroutine End(Random chance, Action leave)
    {
        try
        {
            await Yields(chance);
        }
        finally
        {
            leave();
        }
    }
}
