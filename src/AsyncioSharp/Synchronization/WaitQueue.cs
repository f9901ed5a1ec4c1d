using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The waiters of a primitive, first come first served. All primitives stand on it. It belongs to the loop of its first waiter, as in
/// asyncio (S221).
/// </summary>
internal struct WaitQueue
{
    private Waiter? _first;
    private Waiter? _last;
    // The loop of the first waiter; before that, the one that used the primitive last.
    private EventLoop? _loop;
    private bool _isBound;

    /// <summary>Whether somebody waits who was not cancelled.</summary>
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

    /// <summary>Makes it the running loop's, if it is nobody's yet; false when it belongs to another one.</summary>
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
    /// Before anything of the primitive is changed: throws on a thread that is not that of the loop that uses it and runs now.
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

    /// <summary>Appends a waiter. The line is bound to the running loop.</summary>
    internal void Add(Waiter waiter)
    {
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

    /// <summary>Takes a waiter out, if it is still in.</summary>
    internal void Remove(Waiter waiter)
    {
        if (!waiter.IsQueued)
        {
            return;
        }

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

    /// <summary>Wakes the first in line unless it has been woken already. It stays in line until it has resumed.</summary>
    internal readonly void WakeFirst()
    {
        if (_first is { State: WaiterState.Waiting } waiter)
        {
            Wake(waiter);
        }
    }

    /// <summary>Wakes the first one that is pending; false when there is none. It stays in line until it has resumed.</summary>
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

    /// <summary>Wakes up to <paramref name="count"/> that are pending, in order. They stay in line until they have resumed.</summary>
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

    /// <summary>Takes the first pending one out of the line and wakes it, dropping cancelled ones before it.</summary>
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
