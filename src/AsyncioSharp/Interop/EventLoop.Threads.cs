namespace AsyncioSharp;

/// <content>Incoming work: the only entry point for other threads.</content>
public sealed partial class EventLoop
{
    private readonly Lock _gate = new();
    private List<(WorkItem Item, object? State)> _incoming = []; // guarded by _gate
    private List<(WorkItem Item, object? State)> _taken = [];
    private bool _incomingClosed; // guarded by _gate

    // Set under _gate when work or a report arrives.
    private volatile bool _hasIncoming;

    /// <summary>
    /// Runs a callback on the loop, from any thread, and wakes the loop if it is waiting (asyncio: <c>call_soon_threadsafe</c>). Calls from
    /// one thread keep their order. On the loop's own thread this is <see cref="CallSoon(Action)"/>.
    /// </summary>
    /// <param name="callback">The callback. Its exceptions go to <see cref="ExceptionHandler"/>.</param>
    /// <returns>A handle to cancel the callback, on the loop's thread.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    public Handle CallSoonThreadSafe(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return SendCallback(null, callback);
    }

    /// <summary>Runs a callback with a state on the loop, from any thread. See <see cref="CallSoonThreadSafe(Action)"/>.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="state">The argument of the callback.</param>
    /// <returns>A handle to cancel the callback, on the loop's thread.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    public Handle CallSoonThreadSafe(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return SendCallback(callback, state);
    }

    private Handle SendCallback(Action<object?>? callback, object? state)
    {
        var item = new CallbackWorkItem(this, callback, state);
        if (!TryEnqueueFromAnywhere(item, null))
        {
            ThrowClosed();
        }

        return new Handle(item);
    }

    /// <summary>Queues a work item from any thread. A closed loop drops it.</summary>
    internal void EnqueueFromAnywhere(WorkItem item) => TryEnqueueFromAnywhere(item, null);

    internal bool TryEnqueueFromAnywhere(WorkItem item, object? state)
    {
        if (LoopThread.Current.Loop == this)
        {
            Ready.Enqueue(item, state);
            return true;
        }

        bool wake;
        lock (_gate)
        {
            if (_incomingClosed)
            {
                return false;
            }

            wake = _incoming.Count == 0;
            _incoming.Add((item, state));
            _hasIncoming = true;
        }

        if (wake)
        {
            Wake();
        }

        return true;
    }

    private void TakeIncoming()
    {
        TakeIncomingWork();
        if (_hasIncoming)
        {
            SendLateReports();
        }
    }

    private void TakeIncomingWork()
    {
        lock (_gate)
        {
            (_incoming, _taken) = (_taken, _incoming);
            _hasIncoming = _hasLate;
        }

        Recorder?.BeforeIncoming();
        foreach ((WorkItem item, object? state) in _taken)
        {
            Ready.Enqueue(item, state);
        }

        Recorder?.AfterIncoming();
        _taken.Clear();
    }
}
