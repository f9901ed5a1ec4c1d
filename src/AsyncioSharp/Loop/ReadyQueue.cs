using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>The loop's FIFO queue: a growing ring buffer of work items. Loop thread only.</summary>
internal struct ReadyQueue
{
    // A struct slot: storing into an array of classes would check the element type on every store.
    private struct Slot
    {
        internal WorkItem? Item;
        internal object? State;
    }

    private const int InitialLength = 64;
    private const int ShrinkAbove = 1 << 16;

    private Slot[] _slots;
    private int _head;
    private int _count;

    public ReadyQueue()
    {
        _slots = new Slot[InitialLength];
    }

    internal readonly int Count => _count;

    internal readonly WorkItem ItemAt(int index) => _slots[(_head + index) & (_slots.Length - 1)].Item!;

    internal readonly object? StateAt(int index) => _slots[(_head + index) & (_slots.Length - 1)].State;

    /// <summary>Puts another item in the place of each.</summary>
    internal readonly void Replace(Func<WorkItem, WorkItem> replacement)
    {
        for (int i = 0; i < _count; i++)
        {
            ref Slot slot = ref _slots[(_head + i) & (_slots.Length - 1)];
            slot.Item = replacement(slot.Item!);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enqueue(WorkItem item, object? state)
    {
        Slot[] slots = _slots;
        if (_count == slots.Length)
        {
            slots = Resize(slots.Length * 2);
        }

        ref Slot slot = ref slots[(_head + _count) & (slots.Length - 1)];
        slot.Item = item;
        slot.State = state;
        _count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal WorkItem Dequeue(out object? state)
    {
        Debug.Assert(_count > 0, "The queue is not empty.");
        Slot[] slots = _slots;
        ref Slot slot = ref slots[_head & (slots.Length - 1)];
        WorkItem item = slot.Item!;
        state = slot.State;
        slot = default;
        _head = (_head + 1) & (slots.Length - 1);
        _count--;
        return item;
    }

    /// <summary>Releases the memory of a burst once the queue is empty.</summary>
    internal void Trim()
    {
        if (_count == 0 && _slots.Length > ShrinkAbove)
        {
            Release();
        }
    }

    /// <summary>Empties the queue, and releases its memory.</summary>
    internal void Release()
    {
        _head = 0;
        _count = 0;
        if (_slots.Length > InitialLength)
        {
            SpareArray<Slot>.Keep(_slots);
            _slots = new Slot[InitialLength];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Slot[] Resize(int size)
    {
        Debug.Assert(int.IsPow2(size), "Positions are computed with a mask.");
        Slot[] old = _slots;
        Slot[] bigger = SpareArray<Slot>.TakeOrCreate(size);
        int tail = old.Length - _head;
        Array.Copy(old, _head, bigger, 0, tail);
        Array.Copy(old, 0, bigger, tail, _head);
        _slots = bigger;
        _head = 0;
        return bigger;
    }
}
