namespace AsyncioSharp;

/// <content>Errors that nobody awaits.</content>
public sealed partial class EventLoop
{
    // Weak: a holder that dies reports by itself, from its finalizer.
    private readonly List<WeakReference<UnretrievedException>> _unretrieved = [];

    private readonly LateReports _late = new();
    private bool _hasLate; // guarded by _gate

    /// <summary>
    /// Sends a report to <see cref="ExceptionHandler"/>, or to the default place. An error in the handler itself is reported to the default
    /// place, and the loop goes on (S268).
    /// </summary>
    /// <param name="context">What happened.</param>
    public void CallExceptionHandler(LoopErrorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        LoopMetrics.CountReport(this, context.Kind);
        if (ExceptionHandler is not { } handler)
        {
            DefaultExceptionHandler.Write(Logger, context);
            return;
        }

        try
        {
            handler(this, context);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            DefaultExceptionHandler.Write(Logger, new LoopErrorContext { Message = "Unhandled error in exception handler", Exception = e });
            DefaultExceptionHandler.Write(Logger, context);
        }
    }

    internal void Watch(UnretrievedException holder)
    {
        if (_unretrieved.Count >= 64 && (_unretrieved.Count & (_unretrieved.Count - 1)) == 0)
        {
            _unretrieved.RemoveAll(static weak => !weak.TryGetTarget(out UnretrievedException? target) || target.IsRetrieved);
        }

        _unretrieved.Add(new WeakReference<UnretrievedException>(holder));
    }

    /// <summary>
    /// Reports every exception that nobody has looked at. At the end of a run nobody will any more. What the handler itself leaves behind
    /// meanwhile is up to the finalizers, or this might not end.
    /// </summary>
    internal void ReportUnretrieved()
    {
        WeakReference<UnretrievedException>[] all = [.. _unretrieved];
        _unretrieved.Clear();
        foreach (WeakReference<UnretrievedException> weak in all)
        {
            if (weak.TryGetTarget(out UnretrievedException? holder))
            {
                holder.ReportNow();
            }
        }
    }

    /// <summary>
    /// Sends a report as soon as the loop comes by; for finalizers, from any thread. False when the loop will never run again. It is no work
    /// item: when the garbage collector runs must not show in the loop's iterations.
    /// </summary>
    internal bool TryEnqueueReport(LoopErrorContext context)
    {
        lock (_gate)
        {
            if (_incomingClosed || !_late.TryAdd(context))
            {
                return false;
            }

            _hasIncoming = true;
            _hasLate = true;
        }

        if (_poller is { } poller)
        {
            poller.Wake();
        }
        else
        {
            Clock.WakeForReport();
        }
        return true;
    }

    private void SendLateReports()
    {
        IReadOnlyList<LoopErrorContext> late;
        lock (_gate)
        {
            late = _late.TakeAll();
            _hasLate = false;
            _hasIncoming = _incoming.Count > 0;
        }

        if (late.Count == 0)
        {
            return;
        }

        // Close sends reports too, on a thread whose context is not the loop's.
        if (_running)
        {
            EnterCallback(null);
        }

        foreach (LoopErrorContext report in late)
        {
            CallExceptionHandler(report);
        }
    }
}
