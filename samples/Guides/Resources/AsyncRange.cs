namespace AsyncioSharp.Samples.Guides;

/// <summary>An async iterator awaits between its values: await foreach.</summary>
public static class AsyncRange
{
    public static async Coroutine Run()
    {
        await foreach (int number in Range(1, 5))
        {
            Console.WriteLine(number);
        }
    }

    private static async IAsyncEnumerable<int> Range(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            await Asyncio.Sleep(0.5);
            yield return i;
        }
    }
}
