namespace AsyncioSharp;

/// <content>Reporting errors that no await observes.</content>
public sealed partial class EventLoop
{
    // Weak, because a holder that is collected reports from its finalizer.
    private readonly List<WeakReference<UnretrievedException>> _unretrieved = [];

    private readonly LateReports _late = new();
    private volatile bool _hasLate; // written under _gate, before _hasIncoming

    /// <summary>
    /// Sends a report to <see cref="ExceptionHandler"/> or, without one, to <see cref="Logger"/> or stderr (asyncio:
    /// <c>call_exception_handler</c>). An exception of the handler itself goes to the latter, and the loop continues (S268).
    /// </summary>
    /// <param name="context">The report.</param>
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

    /// <summary>Reports an error of the loop itself. See <see cref="CallExceptionHandler"/>.</summary>
    internal void Report(LoopErrorKind kind, string message, Exception? exception = null, Future? future = null) =>
        CallExceptionHandler(new LoopErrorContext { Kind = kind, Message = message, Exception = exception, Future = future });

    internal void Watch(UnretrievedException holder)
    {
        if (_unretrieved.Count >= 64 && (_unretrieved.Count & (_unretrieved.Count - 1)) == 0)
        {
            _unretrieved.RemoveAll(static weak => !weak.TryGetTarget(out UnretrievedException? target) || target.IsRetrieved);
        }

        _unretrieved.Add(new WeakReference<UnretrievedException>(holder));
    }

    /// <summary>
    /// Reports every exception that was never retrieved; at the end of a run, none will be. Exceptions that the handler itself leaves
    /// unretrieved are left to the finalizers. Otherwise this might never end.
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
    /// Queues a report to be sent in the loop's next iteration. For finalizers; any thread. Returns false if the loop will never run again.
    /// A report is not a work item, so that the timing of garbage collections does not affect the iterations.
    /// </summary>
    internal bool TryEnqueueReport(LoopErrorContext context)
    {
        lock (_gate)
        {
            if (_incomingClosed || !_late.TryAdd(context))
            {
                return false;
            }

            _hasLate = true;
            _hasIncoming = true;
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

        // Close sends reports too, on a thread that does not have the loop's context.
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
