using System.Diagnostics;

namespace AsyncioSharp.Observability.Tests.Activities;

/// <summary>The current activity goes where the work goes, and nowhere else.</summary>
[Collection(nameof(SpanTests))]
public sealed class PropagationTests
{
    public static TheoryData<string> Ways =>
    [
        "CreateTask", "eager CreateTask", "Gather", "TaskGroup", "CallSoon", "CallLater", "CallSoonThreadSafe", "AddDoneCallback", "ToThread",
        "plain async method", "WaitFor", "SubmitThreadSafe",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void ReachesTheWork(string way)
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            using Activity own = SpanReader.Start("own");
            var seen = new List<Activity?>();
            await Do(way, () => seen.Add(Activity.Current));
            Assert.Same(own, Assert.Single(seen));
            Assert.Same(own, Activity.Current);
        });
        Assert.Same(spans.Root, Activity.Current);
    }

    [Fact]
    public void RunStartsWithTheCallersAndLeavesItAlone()
    {
        using var spans = new SpanReader();
        Activity? seen = null;
        Asyncio.Run(async () =>
        {
            seen = Activity.Current;
            SpanReader.Start("left open");
            await Asyncio.Yield();
        });
        Assert.Same(spans.Root, seen);
        Assert.Same(spans.Root, Activity.Current);
    }

    [Fact]
    public async Task ALoopOfAHostSeesTheCallers()
    {
        using var spans = new SpanReader();
        await using LoopHost pool = LoopHost.OnThreadPool();
        await using LoopHost thread = LoopHost.OnNewThread();
        foreach (LoopHost host in new[] { pool, thread })
        {
            using (Activity own = SpanReader.Start("request"))
            {
                Activity? seen = await host.RunAsync(async Coroutine<Activity?> () =>
                {
                    await Asyncio.Yield();
                    return Activity.Current;
                });
                Assert.Same(own, seen);
            }

            // The next caller has another one.
            using Activity next = SpanReader.Start("next request");
            Assert.Same(next, await host.RunAsync(static async Coroutine<Activity?> () => await Asyncio.Sleep(0, Activity.Current)));
        }
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("event")]
    [InlineData("lock")]
    [InlineData("future")]
    [InlineData("task")]
    public void DoesNotLeakToWhoIsWoken(string way)
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            var queue = new AsyncQueue<int>();
            var happened = new AsyncEvent();
            var oneLock = new AsyncLock();
            Future future = Asyncio.RunningLoop.CreateFuture();
            LockReleaser held = await oneLock.AcquireAsync();
            LoopTask<Activity?> consumer = Asyncio.CreateTask(async Coroutine<Activity?> () =>
            {
                switch (way)
                {
                    case "queue":
                        await queue.GetAsync();
                        break;
                    case "event":
                        await happened.WaitAsync();
                        break;
                    case "lock":
                        using (await oneLock.AcquireAsync())
                        {
                        }

                        break;
                    default:
                        await future;
                        break;
                }

                return Activity.Current;
            });
            await Asyncio.Yield();
            await Asyncio.CreateTask(async () =>
            {
                using Activity own = SpanReader.Start("producer");
                queue.TryPut(1);
                happened.Set();
                held.Dispose();
                future.SetResult();
                await Asyncio.Yield();
            });
            Assert.Same(spans.Root, await consumer);
            Assert.Same(spans.Root, Activity.Current);
        });
    }

    private static async Coroutine Do(string way, Action work)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future done = loop.CreateFuture();
        void WorkAndEnd()
        {
            work();
            done.SetResult();
        }

        switch (way)
        {
            case "CreateTask":
                await Asyncio.CreateTask(Later(work));
                return;
            case "eager CreateTask":
                await Asyncio.CreateTask(Later(work), eagerStart: true);
                return;
            case "Gather":
                await Asyncio.Gather(Later(work), Asyncio.Sleep(0));
                return;
            case "TaskGroup":
                await TaskGroup.Run(async group =>
                {
                    // The group is a span itself.
                    Activity span = Activity.Current!;
                    _ = group.CreateTask(Later(() =>
                    {
                        Assert.Same(span, Activity.Current);
                        Activity.Current = span.Parent;
                        work();
                    }));
                    await Coroutine.Completed;
                });
                return;
            case "WaitFor":
                await Asyncio.WaitFor(Later(work), 10);
                return;
            case "ToThread":
                await Asyncio.ToThread(work);
                return;
            case "plain async method":
                await Plain(work);
                return;
            case "SubmitThreadSafe":
                await loop.SubmitThreadSafe(async Coroutine () => await Later(work));
                return;
            case "CallSoon":
                loop.CallSoon(WorkAndEnd);
                break;
            case "CallLater":
                loop.CallLater(TimeSpan.FromMilliseconds(1), WorkAndEnd);
                break;
            case "CallSoonThreadSafe":
                loop.CallSoonThreadSafe(WorkAndEnd);
                break;
            case "AddDoneCallback":
                LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
                task.AddDoneCallback(_ => WorkAndEnd());
                break;
        }

        await done;
    }

    private static async Coroutine Later(Action work)
    {
        await Asyncio.Yield();
        work();
    }

    private static async Task Plain(Action work)
    {
        await Task.Yield();
        await Asyncio.Sleep(0.001);
        work();
    }
}
