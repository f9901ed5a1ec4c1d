using System.Diagnostics;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Hosting;

/// <summary>A turn, a switch, a submission.</summary>
internal static class LoopCosts
{
    private const int Switches = 100_000;
    private const int Submissions = 2_000;
    private const int Burst = 20_000;
    private const int Turns = 20_000;

    internal static void Measure(RoundsTable table)
    {
        LoopHost thread = LoopHost.OnNewThread();
        LoopHost guest = LoopHost.OnThreadPool();
        LoopHost inline = LoopHost.On(new InlineScheduler());
        table.Compare("switch", "ns", ("thread", () => Switch(thread)), ("guest", () => Switch(guest)));
        table.Compare("submit and await from outside", "ns", ("thread", () => Submit(thread)), ("guest", () => Submit(guest)));
        table.Compare("20,000 submissions at once", "ns", ("thread", () => SubmitMany(thread)), ("guest", () => SubmitMany(guest)));
        table.Compare("post and one turn, no other thread", "ns", ("guest", () => Turn(inline)));
        Task.WaitAll(thread.StopAsync(), guest.StopAsync(), inline.StopAsync());
    }

    private static double Switch(LoopHost host) => host.RunAsync(async Coroutine<double> () =>
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Switches; i++)
        {
            await Asyncio.Yield();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Switches;
    }).GetAwaiter().GetResult();

    private static double Submit(LoopHost host)
    {
        long start = Stopwatch.GetTimestamp();
        SubmitInTurn(host).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Submissions;
    }

    private static async Task SubmitInTurn(LoopHost host)
    {
        await Task.Yield();
        for (int i = 0; i < Submissions; i++)
        {
            await host.RunAsync(One);
        }
    }

    private static double SubmitMany(LoopHost host)
    {
        long start = Stopwatch.GetTimestamp();
        Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => host.RunAsync(One))).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Burst;
    }

    private static double Turn(LoopHost host)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Turns; i++)
        {
            host.Post(static () => { });
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Turns;
    }

    private static async Coroutine<int> One()
    {
        await Asyncio.Yield();
        return 1;
    }

    /// <summary>Gives each turn at once, on the thread that wakes the loop.</summary>
    private sealed class InlineScheduler : TaskScheduler
    {
        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
