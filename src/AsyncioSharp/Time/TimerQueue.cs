using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// The loop's timers: a 4-ary heap ordered by due time, then creation number, so that timers due at the same time fire in creation order.
/// CPython leaves that order undefined; here it is guaranteed. Loop thread only.
/// </summary>
internal sealed class TimerQueue
{
    /// <summary>The state with which a due item is queued, so that the item can tell its timer from its other wake-ups.</summary>
    internal static readonly object Fired = new();

    // As in CPython: rebuild when the heap has more than this many timers and over half of them are canceled.
    private const int RebuildAbove = 100;

    private const int SortAbove = 64;
    private const int ShrinkAbove = 1 << 10;

    private const int InitialLength = 16;

    private Entry[] _heap = new Entry[InitialLength];
    private int _count;
    private int _canceled;
    private long _lastId;

    private struct Entry : IComparable<Entry>
    {
        internal long When;
        internal long Id;
        internal WorkItem Item;

        internal readonly bool IsLive => Item.TimerId == Id;

        public readonly int CompareTo(Entry other) => When != other.When ? When.CompareTo(other.When) : Id.CompareTo(other.Id);

        internal readonly bool IsBefore(in Entry other) => When < other.When || (When == other.When && Id < other.Id);
    }

    /// <summary>The number of entries in the heap, including canceled ones that are not purged yet.</summary>
    internal int Count => _count;

    /// <summary>The number of entries that are not canceled. Any thread may read it.</summary>
    internal int ActiveCount => Math.Max(0, _count - _canceled);

    /// <summary>The due time of the first entry, in ticks of the loop's clock. Valid only if <see cref="Count"/> is not 0.</summary>
    internal long NextDue => _heap[0].When;

    internal void Add(long when, WorkItem item)
    {
        Debug.Assert(item.TimerId == 0, "An item waits for one time at a time.");
        if (_count == _heap.Length)
        {
            Entry[] bigger = SpareArray<Entry>.TakeOrCreate(_count * 2);
            Array.Copy(_heap, bigger, _count);
            _heap = bigger;
        }

        long id = ++_lastId;
        item.TimerId = id;
        SiftUp(_count++, new Entry { When = when, Id = id, Item = item });
    }

    /// <summary>Cancels a timer. Its entry stays until it reaches the head or the end of the heap, or until the heap is rebuilt.</summary>
    internal void Cancel(WorkItem item)
    {
        if (item.TimerId == 0)
        {
            return;
        }

        item.TimerId = 0;
        _canceled++;
        Debug.Assert(_canceled <= _count, "An entry is canceled once.");

        // A timeout that was not reached is usually the newest timer: it is the last entry, which can be removed without moving others.
        if (_heap[_count - 1].Item == item)
        {
            RemoveCanceledAtEnd();
        }
    }

    /// <summary>Drops canceled entries: all of them if they are the majority, otherwise those at the head.</summary>
    internal void Purge()
    {
        if (_count > RebuildAbove && _canceled * 2 > _count)
        {
            Rebuild();
            return;
        }

        while (_canceled > 0 && _count > 0 && !_heap[0].IsLive)
        {
            RemoveFirst();
            _canceled--;
        }
    }

    /// <summary>Moves all timers that are due at <paramref name="now"/> to the ready queue, in order.</summary>
    internal void MoveDue(long now, ref ReadyQueue ready)
    {
        // Removing timers one at a time sifts down the heap for each. If many are due, sorting them is much cheaper. Sorting starts once
        // so many have been moved that a scan of the whole heap no longer matters.
        int budget = _count / 16;
        while (_count > 0 && _heap[0].When <= now)
        {
            if (--budget < 0 && _count > SortAbove)
            {
                MoveSorted(now, ref ready);
                return;
            }

            Entry entry = _heap[0];
            RemoveFirst();
            Move(entry, ref ready);
        }
    }

    private void MoveSorted(long now, ref ReadyQueue ready)
    {
        // Moves due timers to the front; the rest becomes a heap again.
        Entry[] heap = _heap;
        int due = 0;
        for (int i = 0; i < _count; i++)
        {
            if (heap[i].When <= now)
            {
                (heap[due], heap[i]) = (heap[i], heap[due]);
                due++;
            }
        }

        heap.AsSpan(0, due).Sort();
        for (int i = 0; i < due; i++)
        {
            Move(heap[i], ref ready);
        }

        int left = _count - due;
        Array.Copy(heap, due, heap, 0, left);
        Array.Clear(heap, left, due);
        for (_count = 0; _count < left; _count++)
        {
            // Copy the entry: sifting overwrites its slot.
            Entry entry = heap[_count];
            SiftUp(_count, entry);
        }

        AssertIsHeap();
    }

    private void Move(in Entry entry, ref ReadyQueue ready)
    {
        if (entry.IsLive)
        {
            entry.Item.TimerId = 0;
            ready.Enqueue(entry.Item, Fired);
        }
        else
        {
            _canceled--;
        }
    }

    /// <summary>Drops all timers. Canceling one of them later has no effect.</summary>
    internal void Clear(EventLoop loop)
    {
        Entry[] entries = _heap[.._count];
        SpareArray<Entry>.Keep(_heap);
        _heap = new Entry[InitialLength];
        _count = 0;
        _canceled = 0;
        foreach (Entry entry in entries)
        {
            if (entry.IsLive)
            {
                entry.Item.TimerId = 0;
                entry.Item.Abandon(loop, Fired);
            }
        }
    }

    private void RemoveCanceledAtEnd()
    {
        do
        {
            _heap[--_count] = default;
            _canceled--;
        }
        while (_count > 0 && !_heap[_count - 1].IsLive);
    }

    // Moves live entries to the front and restores the heap order; the array shrinks if few are left.
    private void Rebuild()
    {
        Entry[] heap = _heap;
        int oldCount = _count;
        _count = 0;
        _canceled = 0;
        for (int i = 0; i < oldCount; i++)
        {
            // Copy the entry: sifting overwrites its slot.
            Entry entry = heap[i];
            if (entry.IsLive)
            {
                SiftUp(_count++, entry);
            }
        }

        AssertIsHeap();
        Array.Clear(heap, _count, oldCount - _count);
        if (heap.Length > ShrinkAbove && _count < heap.Length / 8)
        {
            Array.Resize(ref _heap, heap.Length / 4);
        }
    }

    private void RemoveFirst()
    {
        Entry last = _heap[--_count];
        _heap[_count] = default;
        if (_count > 0)
        {
            SiftDown(last);
        }
    }

    // Called only after a rebuild of the whole heap, where the check costs no more than the rebuild.
    [Conditional("DEBUG")]
    private void AssertIsHeap()
    {
        for (int i = 1; i < _count; i++)
        {
            Debug.Assert(!_heap[i].IsBefore(_heap[(i - 1) >> 2]), "No entry is due before its parent.");
        }
    }

    private void SiftUp(int index, in Entry entry)
    {
        Entry[] heap = _heap;
        while (index > 0)
        {
            int parent = (index - 1) >> 2;
            if (!entry.IsBefore(heap[parent]))
            {
                break;
            }

            heap[index] = heap[parent];
            index = parent;
        }

        heap[index] = entry;
    }

    private void SiftDown(in Entry entry)
    {
        Entry[] heap = _heap;
        int index = 0;
        for (int first = 1; first < _count; first = (index << 2) + 1)
        {
            int best = first;
            int end = Math.Min(first + 4, _count);
            for (int child = first + 1; child < end; child++)
            {
                if (heap[child].IsBefore(heap[best]))
                {
                    best = child;
                }
            }

            if (!heap[best].IsBefore(entry))
            {
                break;
            }

            heap[index] = heap[best];
            index = best;
        }

        heap[index] = entry;
    }
}
