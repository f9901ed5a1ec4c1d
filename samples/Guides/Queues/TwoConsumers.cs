namespace AsyncioSharp.Samples.Guides;

/// <summary>Two consumers share one queue; each passes the end mark on to the other.</summary>
public static class TwoConsumers
{
    public static async Coroutine Run()
    {
        var queue = new AsyncQueue<string?>(capacity: 5);
        await Asyncio.Gather(Produce(queue), Consume(queue, "worker-1"), Consume(queue, "worker-2"));
    }

    private static async Coroutine Produce(AsyncQueue<string?> queue)
    {
        for (int i = 0; i < 10; i++)
        {
            await queue.PutAsync($"item-{i}");
            await Asyncio.Sleep(0.1);
        }

        await queue.PutAsync(null);
    }

    private static async Coroutine Consume(AsyncQueue<string?> queue, string name)
    {
        while (await queue.GetAsync() is { } item)
        {
            Console.WriteLine($"{name} processed {item}");
            await Asyncio.Sleep(0.2);
        }

        await queue.PutAsync(null);
    }
}
