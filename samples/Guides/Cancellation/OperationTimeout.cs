namespace AsyncioSharp.Samples.Guides;

/// <summary>A time limit for a whole block: everything awaited in it shares the limit.</summary>
public static class OperationTimeout
{
    public static async Coroutine Run()
    {
        try
        {
            await Asyncio.Timeout(2.0, async _ =>
            {
                await SlowOperation();
                Console.WriteLine("Done");
            });
        }
        catch (TimeoutException)
        {
            Console.WriteLine("Operation timed out");
        }
    }

    private static async Coroutine SlowOperation() => await Asyncio.Sleep(5);
}
