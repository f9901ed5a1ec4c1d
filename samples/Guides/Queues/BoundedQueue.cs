namespace AsyncioSharp.Samples.Guides;

/// <summary>A queue with a capacity: a producer that is too fast waits.</summary>
public static class BoundedQueue
{
    public static async Coroutine Run()
    {
        var queue = new AsyncQueue<string?>(capacity: 2);
        await Asyncio.Gather(Produce(queue, ["a", "b", "c"]), Consume(queue));
    }

    private static async Coroutine Produce(AsyncQueue<string?> queue, string[] items)
    {
        foreach (string item in items)
        {
            await queue.PutAsync(item);
            Console.WriteLine($"Produced: {item}");
            await Asyncio.Sleep(0.05);
        }

        await queue.PutAsync(null);
    }

    private static async Coroutine Consume(AsyncQueue<string?> queue)
    {
        while (await queue.GetAsync() is { } item)
        {
            Console.WriteLine($"  Consumed: {item}");
            queue.TaskDone();
        }
    }
}
