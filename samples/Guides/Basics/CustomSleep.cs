using System.Diagnostics;

namespace AsyncioSharp.Samples.Guides;

/// <summary>How a sleep could be made of a future and a task that completes it.</summary>
public static class CustomSleep
{
    public static Coroutine Run() => Run(seconds: 2);

    public static async Coroutine Run(double seconds)
    {
        Console.WriteLine($"Starting at {DateTime.Now:HH:mm:ss}");
        await Sleep(seconds);
        Console.WriteLine($"Finished at {DateTime.Now:HH:mm:ss}");
    }

    private static async Coroutine Sleep(double seconds)
    {
        var future = new Future();
        LoopTask watcher = Asyncio.CreateTask(Watch(future, seconds));
        await future;
        await watcher;
    }

    // It polls, to show what happens; timers do without.
    private static async Coroutine Watch(Future future, double seconds)
    {
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed.TotalSeconds < seconds)
        {
            await Asyncio.Yield();
        }

        future.SetResult();
    }
}
