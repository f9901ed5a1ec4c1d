using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// An entry in the wait queue of a primitive. A pooled frame owns it permanently, so a wait allocates nothing in steady state, and the
/// frame's wake-up needs no intermediate future.
/// </summary>
internal sealed class Waiter(Frame frame)
{
    internal Waiter? Next;
    internal Waiter? Previous;
    internal bool IsQueued;
    internal WaiterState State;

    /// <summary>The message of the cancellation that ended the wait.</summary>
    internal string? CancelMessage;

    /// <summary>Makes the coroutine resume in the next iteration. The caller must have checked that it is waiting.</summary>
    internal void Wake(EventLoop loop)
    {
        Debug.Assert(State == WaiterState.Waiting, "A waiter is woken once.");
        State = WaiterState.Woken;
        loop.Enqueue(frame, null);
    }

    /// <summary>Ends the wait with a cancellation; returns false if it has already ended.</summary>
    internal bool Cancel(EventLoop loop, string? message)
    {
        if (State != WaiterState.Waiting)
        {
            return false;
        }

        State = WaiterState.Canceled;
        CancelMessage = message;
        loop.Enqueue(frame, null);
        return true;
    }
}
