namespace AsyncioSharp.Samples.Guides;

/// <summary>Producer and consumer; null in the queue says that there is no more.</summary>
public static class QueueWithSentinel
{
    public static async Coroutine Run()
    {
        var queue = new AsyncQueue<int?>();
        await Asyncio.Gather(Produce(queue, [1, 2, 3, 4, 5]), Consume(queue));
    }

    private static async Coroutine Produce(AsyncQueue<int?> queue, int[] items)
    {
        foreach (int item in items)
        {
            await queue.PutAsync(item);
            await Asyncio.Sleep(0.5);
        }

        await queue.PutAsync(null);
    }

    private static async Coroutine Consume(AsyncQueue<int?> queue)
    {
        while (await queue.GetAsync() is { } item)
        {
            Console.WriteLine($"Processing: {item}");
            queue.TaskDone();
        }
    }
}
