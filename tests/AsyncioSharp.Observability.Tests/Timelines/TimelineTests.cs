using AsyncioSharp.Testing;

namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>What a timeline shows. On virtual time, so that all of it is known.</summary>
public sealed class TimelineTests
{
    [Fact]
    public void ShowsWhatATaskWaitsForAndWhoWokeIt()
    {
        TraceFile trace = Record(static async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            var queue = new AsyncQueue<int>();
            LoopTask consumer = Asyncio.CreateTask(Consume(queue), "consumer");
            await Asyncio.Sleep(0.01);
            queue.TryPut(1);
            await consumer;
        });
        Assert.Equal(["runs", "waits: Asyncio.Sleep", "runs", "waits for 'consumer'", "runs"], trace.On("main"));
        Assert.Equal(["runs", "waits: AsyncQueue.GetAsync", "runs"], trace.On("consumer"));
        Assert.Equal(["main -> consumer", "event loop -> main", "main -> consumer", "consumer -> main"], trace.Wakes.Take(4));
        Assert.Contains("idle", trace.On("event loop"));
        TraceFile.TraceEvent idle = trace.Slices.Single(static e => e.Name == "idle");
        Assert.InRange(idle.Duration, 9_990, 10_000);
        Assert.InRange(idle.End, 10_000, 10_010);
    }

    [Fact]
    public void ShowsTheLifeOfEachTask()
    {
        TraceFile trace = Record(static async () =>
        {
            LoopTask good = Asyncio.CreateTask(Asyncio.Sleep(0.001), "good");
            LoopTask bad = Asyncio.CreateTask(Fail(), "bad");
            LoopTask canceled = Asyncio.CreateTask(Asyncio.Sleep(1), "canceled");
            LoopTask neverRun = Asyncio.CreateTask(Asyncio.Sleep(1), "never run");
            neverRun.Cancel();
            await Asyncio.Sleep(0.002);
            canceled.Cancel();
            await Asyncio.GatherSettled(good, bad, canceled, neverRun);
        });
        Assert.Equal("succeeded", trace.Life("good").Arguments["ended"]);
        Assert.Equal("Asyncio.Sleep", trace.Life("good").Arguments["coroutine"]);
        Assert.Equal("failed", trace.Life("bad").Arguments["ended"]);
        Assert.Equal("TimelineTests.Fail", trace.Life("bad").Arguments["coroutine"]);
        Assert.Equal("canceled", trace.Life("canceled").Arguments["ended"]);
        Assert.Equal("canceled", trace.Life("never run").Arguments["ended"]);
        Assert.InRange(trace.EndOfLife("good").Time, 1_000, 1_020);
        Assert.InRange(trace.EndOfLife("bad").Time, 0, 20);
        Assert.InRange(trace.EndOfLife("canceled").Time, 2_000, 2_020);
    }

    [Theory]
    [InlineData("AsyncLock.AcquireAsync")]
    [InlineData("AsyncSemaphore.AcquireAsync")]
    [InlineData("AsyncEvent.WaitAsync")]
    [InlineData("AsyncCondition.WaitAsync")]
    [InlineData("AsyncBarrier.WaitAsync > AsyncCondition.WaitAsync")]
    [InlineData("Future")]
    [InlineData("Gather")]
    [InlineData("Shield")]
    [InlineData("Asyncio.Sleep")]
    [InlineData("Asyncio.WaitFor > AsyncQueue.GetAsync")]
    [InlineData("something that is not of the loop")]
    public void NamesThePrimitive(string primitive)
    {
        TraceFile trace = Record(async () =>
        {
            var outside = new TaskCompletionSource();
            LoopTask waiter = Asyncio.CreateTask(WaitIn(primitive, outside.Task), "waiter");
            await Asyncio.Sleep(0.001);
            waiter.Cancel();
            outside.SetResult();
            await Asyncio.GatherSettled(waiter);
        });
        Assert.Contains($"waits: {primitive}", trace.On("waiter"));
    }

    [Fact]
    public void ADeadlockIsInThePicture()
    {
        using var file = new TemporaryFile();
        Assert.Throws<DeadlockException>(() => TestLoop.Run(
            static async () =>
            {
                LoopTask lost = Asyncio.CreateTask(WaitIn("AsyncEvent.WaitAsync", Task.CompletedTask), "lost");
                await Asyncio.Sleep(0.005);
                await lost;
            },
            timeline: file.Path));
        TraceFile trace = TraceFile.Read(file.Path);
        TraceFile.TraceEvent wait = Assert.Single(trace.Slices, static e => e.Name == "waits: AsyncEvent.WaitAsync");
        Assert.InRange(wait.Duration, 5_000, 5_100);
        Assert.Equal("canceled", trace.Life("lost").Arguments["ended"]);
    }

    [Fact]
    public void AnEagerTaskIsASliceInsideOfItsCreator()
    {
        TraceFile trace = Record(static async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            LoopTask eager = Asyncio.CreateTask(Asyncio.Sleep(0.001), "eager", eagerStart: true);
            LoopTask done = Asyncio.CreateTask(Nothing(), "done at once", eagerStart: true);
            await eager;
            await done;
        });
        TraceFile.TraceEvent creator = trace.Slices.First(static e => e is { Category: "step", Name: "main" });
        foreach (string name in new[] { "eager", "done at once" })
        {
            TraceFile.TraceEvent step = trace.Slices.First(e => e.Category == "step" && e.Name == name);
            Assert.InRange(step.Time, creator.Time, creator.End);
            Assert.InRange(step.End, creator.Time, creator.End);
            Assert.Equal("main", step.Arguments["woken by"]);
        }

        Assert.Equal("succeeded", trace.Life("done at once").Arguments["ended"]);
        Assert.Equal(["runs", "waits: Asyncio.Sleep"], trace.On("eager").Take(2));
    }

    [Fact]
    public void CallbacksCombinatorsAndOtherThreadsAreNamed()
    {
        TraceFile trace = Record(static async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            Asyncio.RunningLoop.CallSoon(Callback);
            Asyncio.RunningLoop.CallLater(TimeSpan.FromMilliseconds(1), Callback);
            await Asyncio.Gather(Asyncio.Sleep(0.002), Asyncio.Sleep(0.003));
            await Asyncio.ToThread(static () => { });
        });
        string[] byCallbacks = [.. trace.Slices.Where(static e => e.Name == "callback Callback").Select(static e => e.Arguments["woken by"])];
        Assert.Equal(["main", "a timer"], byCallbacks);
        Assert.Contains("Gather", trace.On("event loop"));
        Assert.Contains("another thread", trace.Slices.Where(static e => e.Category == "step").Select(static e => e.Arguments["woken by"]));
    }

    [Fact]
    public void TasksWithoutANameHaveThatOfTheirCoroutine()
    {
        TraceFile trace = Record(static async () => await Asyncio.Gather(Nothing(), Nothing()));
        Assert.Equal(2, trace.Tracks.Count(static name => name.StartsWith("TimelineTests.Nothing #", StringComparison.Ordinal)));
    }

    [Fact]
    public void ARecordingMayBeginAndEndWithinASpan()
    {
        using var file = new TemporaryFile();
        TestLoop.Run(async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            LoopTask before = Asyncio.CreateTask(Asyncio.Sleep(0.001), "before");
            await Asyncio.Yield();
            using (Asyncio.RecordTimeline(file.Path))
            {
                LoopTask inside = Asyncio.CreateTask(Asyncio.Sleep(0.002), "inside");
                await before;
                _ = Asyncio.CreateTask(Asyncio.Sleep(0.002), "after");
                await inside;
            }

            await Asyncio.CreateTask(Nothing(), "too late");
        });
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Equal(["after", "before", "event loop", "inside", "main"], trace.Tracks.Order(StringComparer.Ordinal));
        Assert.Contains("main -> inside", trace.Wakes);
        Assert.Equal("not done", trace.Life("after").Arguments["ended"]);
        Assert.Equal("waits: Asyncio.Sleep", trace.On("after")[^1]);
    }

    private static TraceFile Record(Func<Coroutine> main)
    {
        using var file = new TemporaryFile();
        TestLoop.Run(main, timeline: file.Path);
        return TraceFile.Read(file.Path);
    }

    private static void Callback()
    {
    }

    private static async Coroutine Nothing() => await Coroutine.Completed;

    private static async Coroutine Consume(AsyncQueue<int> queue) => await queue.GetAsync();

    private static async Coroutine Fail()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException();
    }

    private static async Coroutine WaitIn(string primitive, Task outside)
    {
        switch (primitive)
        {
            case "AsyncLock.AcquireAsync":
                var oneLock = new AsyncLock();
                using (await oneLock.AcquireAsync())
                {
                    await oneLock.AcquireAsync();
                }

                break;
            case "AsyncSemaphore.AcquireAsync":
                await new AsyncSemaphore(0).AcquireAsync();
                break;
            case "AsyncEvent.WaitAsync":
                await new AsyncEvent().WaitAsync();
                break;
            case "AsyncCondition.WaitAsync":
                var condition = new AsyncCondition();
                using (await condition.AcquireAsync())
                {
                    await condition.WaitAsync();
                }

                break;
            case "AsyncBarrier.WaitAsync > AsyncCondition.WaitAsync":
                await new AsyncBarrier(2).WaitAsync();
                break;
            case "Future":
                await Asyncio.RunningLoop.CreateFuture();
                break;
            case "Gather":
                await Asyncio.Gather(Asyncio.Sleep(1), Asyncio.Sleep(1));
                break;
            case "Shield":
                await Asyncio.Shield(Asyncio.RunningLoop.CreateFuture());
                break;
            case "Asyncio.WaitFor > AsyncQueue.GetAsync":
                await Asyncio.WaitFor(new AsyncQueue<int>().GetAsync(), 1);
                break;
            case "Asyncio.Sleep":
                await Asyncio.Sleep(1);
                break;
            default:
                await outside;
                break;
        }
    }
}
