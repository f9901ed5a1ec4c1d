namespace AsyncioSharp.Samples.Guides;

/// <summary>ToThread runs blocking work in threads, so that it does not block the loop.</summary>
public static class BlockingWorkInThreads
{
    public static async Coroutine Run()
    {
        int[] results = await Asyncio.Gather(Enumerable.Range(0, 5).Select(n => Asyncio.ToThread(() => BlockingWork(n))));
        Console.WriteLine($"[{string.Join(", ", results)}]");
    }

    private static int BlockingWork(int n)
    {
        Thread.Sleep(100);
        return n * n;
    }
}
