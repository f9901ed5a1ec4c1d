namespace AsyncioSharp.Samples.Guides;

/// <summary>Debug mode remembers where coroutines and tasks were created, for its reports.</summary>
public static class DebugMode
{
    public static void Run() => Asyncio.Run(Work, new RunOptions { Debug = true });

    private static async Coroutine Work()
    {
        await Asyncio.Sleep(0.01);
        Console.WriteLine($"Debug mode: {Asyncio.RunningLoop.Debug}");
    }
}
