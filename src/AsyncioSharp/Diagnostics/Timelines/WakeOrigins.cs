namespace AsyncioSharp;

/// <summary>
/// What made each item of the ready queue ready, in the order of the queue. It is found by comparing the length of the queue before and
/// after each step, so that nothing that wakes others has to say so.
/// </summary>
internal sealed class WakeOrigins
{
    private readonly Queue<long> _origins = new();

    internal int Count => _origins.Count;

    /// <summary>Everything that has been queued since the last call is due to this.</summary>
    internal void Assign(in ReadyQueue ready, long origin)
    {
        for (int i = _origins.Count; i < ready.Count; i++)
        {
            _origins.Enqueue(origin);
        }
    }

    /// <summary>The same at the beginning of an iteration, when due timers have been queued behind what was there.</summary>
    internal void AssignTimersOr(in ReadyQueue ready, long origin)
    {
        for (int i = _origins.Count; i < ready.Count; i++)
        {
            _origins.Enqueue(ready.StateAt(i) == TimerQueue.Fired ? WakeOrigin.Timer : origin);
        }
    }

    /// <summary>Of the item that has just been taken out of the queue.</summary>
    internal long Take() => _origins.TryDequeue(out long origin) ? origin : WakeOrigin.Unknown;

    /// <summary>Permutes the queue, and this with it. An item that stands there more than once keeps its order.</summary>
    internal void Permute(ScheduleShuffle shuffle, ref ReadyQueue ready)
    {
        var byItem = new Dictionary<WorkItem, Queue<long>>();
        for (int i = 0; i < ready.Count; i++)
        {
            WorkItem item = ready.ItemAt(i);
            if (!byItem.TryGetValue(item, out Queue<long>? origins))
            {
                byItem[item] = origins = new Queue<long>();
            }

            origins.Enqueue(Take());
        }

        shuffle.Permute(ref ready);
        for (int i = 0; i < ready.Count; i++)
        {
            _origins.Enqueue(byItem[ready.ItemAt(i)].Dequeue());
        }
    }
}
