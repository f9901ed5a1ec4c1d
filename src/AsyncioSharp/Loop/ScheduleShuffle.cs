namespace AsyncioSharp;

/// <summary>
/// Permutes the ready tasks of an iteration, reproducibly from a seed. Orders that asyncio guarantees are kept: callbacks relative to each
/// other, and the waiters of one future.
/// </summary>
internal sealed class ScheduleShuffle(int seed)
{
    private readonly Random _random = new(seed);

    internal int Seed => seed;

    internal void Permute(ref ReadyQueue ready)
    {
        int count = ready.Count;
        if (count < 2)
        {
            return;
        }

        var items = new (WorkItem Item, object? State)[count];
        var steps = new List<int>();
        for (int i = 0; i < count; i++)
        {
            WorkItem item = ready.Dequeue(out object? state);
            items[i] = (item, state);
            if (item is Frame)
            {
                steps.Add(i);
            }
        }

        int[] order = [.. steps];
        _random.Shuffle(order);
        KeepOrderOfWaiters(items, order);
        var permuted = ((WorkItem Item, object? State)[])items.Clone();
        for (int i = 0; i < order.Length; i++)
        {
            permuted[steps[i]] = items[order[i]];
        }

        foreach ((WorkItem item, object? state) in permuted)
        {
            ready.Enqueue(item, state);
        }
    }

    // Steps woken by the same future share a group of places. They fill these places in their original order.
    private static void KeepOrderOfWaiters((WorkItem Item, object? State)[] items, int[] order)
    {
        foreach (IGrouping<object?, int> group in order.GroupBy(index => items[index].State).Where(static group => group.Key is not null))
        {
            int[] places = [.. group.Select(index => Array.IndexOf(order, index)).Order()];
            int[] sorted = [.. group.Order()];
            for (int i = 0; i < places.Length; i++)
            {
                order[places[i]] = sorted[i];
            }
        }
    }
}
