namespace AsyncioSharp.Samples.Guides;

/// <summary>A lock between coroutines: the second worker waits until the first one has released it.</summary>
public static class LockWorkers
{
    public static async Coroutine Run()
    {
        var gate = new AsyncLock();
        await Asyncio.Gather(Worker("1", gate), Worker("2", gate));
    }

    private static async Coroutine Worker(string id, AsyncLock gate)
    {
        using (await gate.AcquireAsync())
        {
            Console.WriteLine($"Lock acquired by worker: {id}");
            await Asyncio.Sleep(1);
            Console.WriteLine($"Lock released by worker: {id}");
        }
    }
}
