namespace AsyncioSharp;

/// <content>What other threads wait for, and what becomes of it when the loop is closed.</content>
public sealed partial class EventLoop
{
    private readonly HashSet<IHandedOut> _handedOut = []; // guarded by _gate

    // Plain async methods that wait for something of the loop and belong to no task, or to one that has ended.
    private readonly HashSet<ContinuationFrame> _strayWaits = [];

    /// <summary>Remembers what has to end with the loop. False when the loop is closed already.</summary>
    internal bool TryHandOut(IHandedOut promise)
    {
        lock (_gate)
        {
            return !_incomingClosed && _handedOut.Add(promise);
        }
    }

    /// <summary>It has ended.</summary>
    internal void TakeBack(IHandedOut promise)
    {
        lock (_gate)
        {
            _handedOut.Remove(promise);
        }
    }

    internal void AddStrayWait(ContinuationFrame frame) => _strayWaits.Add(frame);

    internal void RemoveStrayWait(ContinuationFrame frame) => _strayWaits.Remove(frame);

    /// <summary>Nothing comes in any more. What has come in and what was queued is given up, and what was handed out ends.</summary>
    private void CloseIncoming()
    {
        List<(WorkItem Item, object? State)> incoming;
        IHandedOut[] promises;
        lock (_gate)
        {
            _incomingClosed = true;
            incoming = _incoming;
            _incoming = [];
            promises = [.. _handedOut];
            _handedOut.Clear();
            _hasIncoming = false;
        }

        while (Ready.Count > 0)
        {
            WorkItem item = Ready.Dequeue(out object? state);
            item.Abandon(this, state);
        }

        foreach ((WorkItem item, object? state) in incoming)
        {
            item.Abandon(this, state);
        }

        AbandonWaits();
        foreach (IHandedOut promise in promises)
        {
            promise.Cancel();
        }
    }

    /// <summary>Cancels what plain async methods without a task wait for. False when there is none.</summary>
    internal bool CancelStrayWaits()
    {
        ContinuationFrame[] waits = [.. _strayWaits];
        foreach (ContinuationFrame wait in waits)
        {
            wait.CancelInnermost();
        }

        return waits.Length > 0;
    }

    private void AbandonWaits()
    {
        ContinuationFrame[] waits = [.. _strayWaits, .. AllTasks().SelectMany(static task => task.InnerWaits)];
        _strayWaits.Clear();
        foreach (ContinuationFrame wait in waits)
        {
            wait.Abandon(this, null);
        }
    }
}
