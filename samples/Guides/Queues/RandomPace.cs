namespace AsyncioSharp.Samples.Guides;

/// <summary>Producer and consumer at their own random pace; the queue holds what is not consumed yet.</summary>
public static class RandomPace
{
    public static async Coroutine Run()
    {
        var queue = new AsyncQueue<string?>();
        await Asyncio.Gather(Produce(queue, 5), Consume(queue));
    }

    private static async Coroutine Produce(AsyncQueue<string?> queue, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string item = $"item-{i}";
            await queue.PutAsync(item);
            Console.WriteLine($"Produced: {item}");
            await Asyncio.Sleep(Random.Shared.NextDouble());
        }

        await queue.PutAsync(null);
    }

    private static async Coroutine Consume(AsyncQueue<string?> queue)
    {
        while (await queue.GetAsync() is { } item)
        {
            Console.WriteLine($"Consumed: {item}");
            await Asyncio.Sleep(Random.Shared.NextDouble());
            queue.TaskDone();
        }
    }
}
