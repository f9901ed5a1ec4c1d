namespace AsyncioSharp;

/// <content>Promises that other threads wait for, and their end when the loop is closed.</content>
public sealed partial class EventLoop
{
    private readonly HashSet<IHandedOut> _handedOut = []; // guarded by _gate

    // Plain async methods that await a loop object and have no task, or a task that has completed.
    private readonly HashSet<ContinuationFrame> _strayWaits = [];

    /// <summary>Registers a promise that must end with the loop. Returns false if the loop is already closed.</summary>
    internal bool TryHandOut(IHandedOut promise)
    {
        lock (_gate)
        {
            return !_incomingClosed && _handedOut.Add(promise);
        }
    }

    /// <summary>Unregisters a promise that has completed.</summary>
    internal void TakeBack(IHandedOut promise)
    {
        lock (_gate)
        {
            _handedOut.Remove(promise);
        }
    }

    /// <summary>The frames with foreign waits of coroutines that such methods await.</summary>
    internal IEnumerable<Frame> StrayForeignFrames =>
        _strayWaits.Select(static wait => wait.Innermost).Where(static frame => frame.DescribeWait().Kind == WaitKind.Foreign);

    internal void AddStrayWait(ContinuationFrame frame) => _strayWaits.Add(frame);

    internal void RemoveStrayWait(ContinuationFrame frame) => _strayWaits.Remove(frame);

    /// <summary>Rejects further work from other threads, abandons incoming and queued work, and cancels the registered promises.</summary>
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

    /// <summary>Cancels the waits of plain async methods without a task. Returns false if there are none.</summary>
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
