using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The waiters of a primitive, first come, first served; every primitive is built on it. It belongs to the loop of its first waiter, as in
/// asyncio (S221).
/// </summary>
internal struct WaitQueue
{
    private Waiter? _first;
    private Waiter? _last;
    // The loop of the first waiter; until there is one, the loop that last used the primitive.
    private EventLoop? _loop;
    private bool _isBound;

    /// <summary>True if a waiter exists that was not canceled.</summary>
    internal readonly bool HasLive
    {
        get
        {
            for (Waiter? waiter = _first; waiter is not null; waiter = waiter.Next)
            {
                if (waiter.State != WaiterState.Canceled)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal readonly int Count
    {
        get
        {
            int count = 0;
            for (Waiter? waiter = _first; waiter is not null; waiter = waiter.Next)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Binds the queue to the running loop if it is unbound. Returns false if it belongs to another loop.</summary>
    internal bool TryBind(EventLoop loop)
    {
        if (_isBound)
        {
            return _loop == loop;
        }

        _loop = loop;
        _isBound = true;
        return true;
    }

    /// <summary>
    /// Call this before changing the primitive: it throws if the loop that uses the primitive is running on another thread.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Use()
    {
        EventLoop? current = EventLoop.Current;
        if (current != _loop)
        {
            UseElsewhere(current);
        }
    }

    private void UseElsewhere(EventLoop? current)
    {
        if (_loop is { IsRunning: true })
        {
            EventLoop.ThrowWrongThread();
        }

        if (current is not null && !_isBound)
        {
            _loop = current;
        }
    }

    /// <summary>Appends a waiter. The queue is already bound to the running loop.</summary>
    internal void Add(Waiter waiter)
    {
        Debug.Assert(_isBound, "The queue belongs to a loop before anything waits in it.");
        Debug.Assert(waiter is { IsQueued: false, State: WaiterState.Idle }, "A waiter waits in one queue at a time.");
        waiter.State = WaiterState.Waiting;
        waiter.IsQueued = true;
        waiter.Previous = _last;
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
    }

    internal static InvalidOperationException OtherLoop(object primitive) => new($"{primitive} is bound to a different event loop");

    /// <summary>Removes a waiter if it is still queued.</summary>
    internal void Remove(Waiter waiter)
    {
        if (!waiter.IsQueued)
        {
            return;
        }

        Debug.Assert(waiter.Previous is not null || _first == waiter, "The first waiter has no predecessor.");
        Debug.Assert(waiter.Next is not null || _last == waiter, "The last waiter has no successor.");
        waiter.IsQueued = false;
        if (waiter.Previous is { } previous)
        {
            previous.Next = waiter.Next;
        }
        else
        {
            _first = waiter.Next;
        }

        if (waiter.Next is { } next)
        {
            next.Previous = waiter.Previous;
        }
        else
        {
            _last = waiter.Previous;
        }

        waiter.Next = null;
        waiter.Previous = null;
    }

    /// <summary>Wakes the first waiter unless it is already woken. It stays in the queue until it resumes.</summary>
    internal readonly void WakeFirst()
    {
        if (_first is { State: WaiterState.Waiting } waiter)
        {
            Wake(waiter);
        }
    }

    /// <summary>Wakes the first pending waiter; returns false if there is none. The waiter stays in the queue until it resumes.</summary>
    internal readonly bool WakeFirstPending()
    {
        for (Waiter? waiter = _first; waiter is not null; waiter = waiter.Next)
        {
            if (waiter.State == WaiterState.Waiting)
            {
                Wake(waiter);
                return true;
            }
        }

        return false;
    }

    /// <summary>Wakes up to <paramref name="count"/> pending waiters, in order. They stay in the queue until they resume.</summary>
    internal readonly void WakePending(int count)
    {
        for (Waiter? waiter = _first; waiter is not null && count > 0; waiter = waiter.Next)
        {
            if (waiter.State == WaiterState.Waiting)
            {
                Wake(waiter);
                count--;
            }
        }
    }

    /// <summary>Removes and wakes the first pending waiter, dropping canceled ones before it.</summary>
    internal void DequeueAndWake()
    {
        while (_first is { } waiter)
        {
            _loop!.CheckThread();
            Remove(waiter);
            if (waiter.State == WaiterState.Waiting)
            {
                waiter.Wake(_loop);
                return;
            }
        }
    }

    private readonly void Wake(Waiter waiter)
    {
        _loop!.CheckThread();
        waiter.Wake(_loop);
    }
}
