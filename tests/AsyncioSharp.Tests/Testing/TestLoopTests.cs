using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Virtual time, driven by itself and by hand.</summary>
public sealed class TestLoopTests
{
    [Fact]
    public void Run_TakesNoRealTime() => TestLoop.Run(static async () =>
    {
        await Asyncio.Sleep(TimeSpan.FromDays(365));
        Assert.Equal(TimeSpan.FromDays(365), Asyncio.RunningLoop.Time);
    });

    [Fact]
    public void RunUntilIdle_RunsWhatIsReady_AndNoTimer()
    {
        using var test = new TestLoop();
        LoopTask ready = test.Loop.CreateTask(Asyncio.Sleep(0));
        LoopTask later = test.Loop.CreateTask(Asyncio.Sleep(1));
        test.RunUntilIdle();
        Assert.True(ready.IsDone);
        Assert.False(later.IsDone);
        Assert.Equal(TimeSpan.Zero, test.Loop.Time);
    }

    [Fact]
    public void Advance_RunsWhatIsDue_InOrder_AndStopsAtTheTime()
    {
        using var test = new TestLoop();
        var log = new List<string>();
        test.Loop.CallLater(TimeSpan.FromSeconds(2), () => log.Add($"2 at {test.Loop.Time.TotalSeconds}"));
        test.Loop.CallLater(TimeSpan.FromSeconds(1), () => log.Add($"1 at {test.Loop.Time.TotalSeconds}"));
        test.Loop.CallLater(TimeSpan.FromSeconds(3), () => log.Add("3"));
        test.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(["1 at 1", "2 at 2"], log);
        Assert.Equal(TimeSpan.FromSeconds(2.5), test.Loop.Time);
    }

    [Fact]
    public void Deadlock_ShowsWhoWaitsForWhat()
    {
        DeadlockException error = Assert.Throws<DeadlockException>(static () => TestLoop.Run(static async () =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();
            await gate.AcquireAsync();
        }));
        Assert.Contains("AsyncLock.AcquireAsync", error.Message, StringComparison.Ordinal);
        Assert.Contains("waits for <AsyncLock locked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignWork_IsWaitedFor_InRealTime() => TestLoop.Run(static async () =>
    {
        Assert.Equal(7, await Asyncio.ToThread(static () => 7));
        await Task.Run(static () => { });
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    [Fact]
    public void TimeProvider_RunsTaskDelayOnVirtualTime() => TestLoop.Run(static async () =>
    {
        TimeProvider time = Asyncio.RunningLoop.TimeProvider;
        DateTimeOffset start = time.GetUtcNow();
        await Task.Delay(TimeSpan.FromHours(1), time);
        Assert.Equal(TimeSpan.FromHours(1), time.GetUtcNow() - start);
        Assert.Equal(TimeSpan.FromHours(1), time.GetElapsedTime(0));
        using var periodic = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        await periodic.WaitForNextTickAsync();
        await periodic.WaitForNextTickAsync();
        Assert.Equal(TimeSpan.FromMinutes(62), Asyncio.RunningLoop.Time);
    });

    [Fact]
    public void Explore_FindsARace_AndTheSeedReplaysIt()
    {
        ScheduleException found = Assert.Throws<ScheduleException>(static () => TestLoop.Explore(100, LostUpdate));
        Assert.Equal(found.InnerException!.Message, Assert.Throws<InvalidOperationException>(() => TestLoop.Run(LostUpdate, found.Seed)).Message);
        TestLoop.Run(LostUpdate);
    }

    [Fact]
    public void Explore_KeepsTheOrderOfCallbacksAndOfAFuturesWaiters() => TestLoop.Explore(200, static async () =>
    {
        var log = new List<string>();
        var future = new Future();
        LoopTask[] tasks = [.. "abc".Select(name => Asyncio.CreateTask(WaitAndLog(future, log, name)))];
        while (future.AwaitedBy.Count < 3)
        {
            await Asyncio.Yield();
        }

        string[] expected = [.. future.AwaitedBy.Select(static task => task.Name)];
        Asyncio.RunningLoop.CallSoon(() => log.Add("1"));
        Asyncio.RunningLoop.CallSoon(() => log.Add("2"));
        future.SetResult();
        await Asyncio.Gather(tasks);
        Assert.Equal(["1", "2"], log.Where(static entry => entry is "1" or "2"));
        Assert.Equal(expected, log.Where(static entry => entry is not ("1" or "2")));

        static async Coroutine WaitAndLog(Future future, List<string> log, char name)
        {
            Asyncio.CurrentTask!.Name = name.ToString();
            await future;
            log.Add(name.ToString());
        }
    });

    // Right in asyncio's order, in which the second task starts after the first has read and yielded once; wrong in others.
    private static async Coroutine LostUpdate()
    {
        int total = 0;
        bool firstHasRead = false;

        async Coroutine First()
        {
            firstHasRead = true;
            await Asyncio.Yield();
            total += 1;
        }

        async Coroutine Second()
        {
            if (!firstHasRead)
            {
                throw new InvalidOperationException("the second came first");
            }

            await Asyncio.Yield();
            total += 1;
        }

        await Asyncio.Gather(First(), Second());
        Assert.Equal(2, total);
    }
}
