namespace AsyncioSharp;

/// <summary>
/// A place in the line of a primitive. It belongs to a pooled frame for good, so a wait allocates nothing in steady state, and the frame's
/// wake-up needs no future in between.
/// </summary>
internal sealed class Waiter(Frame frame)
{
    internal Waiter? Next;
    internal Waiter? Previous;
    internal bool IsQueued;
    internal WaiterState State;

    /// <summary>The message of the cancellation that ended the wait.</summary>
    internal string? CancelMessage;

    /// <summary>Lets the coroutine resume in the next iteration. The caller knows that it waits.</summary>
    internal void Wake(EventLoop loop)
    {
        State = WaiterState.Woken;
        loop.Enqueue(frame, null);
    }

    /// <summary>Ends the wait with a cancellation; false when it is over already.</summary>
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
