namespace AsyncioSharp;

/// <summary>The last events of a recording, in a memory of fixed size. Events are numbered from 0; new ones overwrite the oldest.</summary>
internal sealed class TimelineRing(int capacity)
{
    private readonly TimelineEvent[] _events = new TimelineEvent[capacity];

    /// <summary>How many events there were so far.</summary>
    internal long Count { get; private set; }

    /// <summary>The number of the oldest event that is still there; so many were dropped.</summary>
    internal long First => Math.Max(0, Count - _events.Length);

    /// <summary>Takes the next number. The event is written when it is over.</summary>
    internal long Reserve()
    {
        long number = Count++;
        _events[number % _events.Length] = default;
        return number;
    }

    /// <summary>The place of an event; of none when it was overwritten meanwhile.</summary>
    internal bool Has(long number) => number >= First && number < Count;

    internal ref TimelineEvent this[long number] => ref _events[number % _events.Length];
}
