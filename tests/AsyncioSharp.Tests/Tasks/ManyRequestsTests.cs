using System.Diagnostics;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Counts that are large: of requests, of bridges, of waiters that give up.</summary>
public sealed class ManyRequestsTests
{
    [Fact]
    public void RequestsDoNotWrap() => TestLoop.Run(static async () =>
    {
        var future = new TaskCompletionSource();

        async Coroutine Wait() => await future.Task;

        LoopTask task = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        for (int i = 0; i < 65_536; i++)
        {
            task.Cancel();
        }

        Assert.Equal(65_536, task.CancelRequests);
        Assert.Equal(65_535, task.Uncancel());
        future.SetResult();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    // Twice as many may cost twice as much, and some noise; quadratic would be four times.
    [Fact]
    public void WaitersThatGiveUpCostTheSameEach() => AssertLinear(static count => TestLoop.Run(async () =>
    {
        var shared = new Future();
        Future[] shields = [.. Enumerable.Range(0, count).Select(_ => Asyncio.Shield(shared))];
        await Asyncio.Yield();
        foreach (Future shield in shields)
        {
            shield.Cancel();
        }

        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.Empty(shared.AwaitedBy);
    }));

    [Fact]
    public void BridgesCostTheSameEach() => AssertLinear(static count => TestLoop.Run(async () =>
    {
        TaskCompletionSource[] sources = [.. Enumerable.Range(0, count).Select(static _ => new TaskCompletionSource())];
        Future[] futures = [.. sources.Select(static source => Asyncio.FromTask(source.Task))];
        Array.Reverse(sources);
        Array.ForEach(sources, static source => source.SetResult());
        await Asyncio.Wait(futures);
    }));

    private static void AssertLinear(Action<int> run)
    {
        run(1_000);
        Assert.True(Enumerable.Range(0, 5).Any(_ => Time(40_000) < 10 * Time(10_000)), "forty thousand took more than ten times as long as ten thousand");

        double Time(int count)
        {
            long start = Stopwatch.GetTimestamp();
            run(count);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    [Fact]
    public void WithdrawnCallback_MayBeAddedAgain() => TestLoop.Run(static async () =>
    {
        var shared = new Future();
        LoopTask[] waiters = [.. Enumerable.Range(0, 100).Select(_ => Asyncio.CreateTask(Wait()))];
        await Asyncio.Yield();
        foreach (LoopTask waiter in waiters[..40])
        {
            waiter.Cancel();
        }

        await Asyncio.Sleep(1);
        Assert.Equal(60, shared.AwaitedBy.Count);
        shared.SetResult();
        await Asyncio.Wait(waiters);
        Assert.Equal(40, waiters.Count(static waiter => waiter.IsCanceled));

        async Coroutine Wait() => await Asyncio.Shield(shared);
    });
}
