using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>
/// Reports that other threads, mainly finalizers, have queued for a loop. If the loop is abandoned, neither closed nor run again, they are
/// written when it is collected.
/// </summary>
internal sealed class LateReports
{
    private readonly Lock _gate = new();
    private List<LoopErrorContext>? _reports;
    private bool _isOver;

    ~LateReports()
    {
        if (!Environment.HasShutdownStarted)
        {
            foreach (LoopErrorContext report in TakeAll(isLast: true))
            {
                DefaultExceptionHandler.Write(Logger, report);
            }
        }
    }

    /// <summary>
    /// The logger for reports without a handler, and for all reports of an abandoned loop, whose handler can no longer run on its thread.
    /// </summary>
    internal ILogger? Logger { get; set; }

    /// <summary>Queues a report. Returns false if reports are no longer accepted.</summary>
    internal bool TryAdd(LoopErrorContext report)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return false;
            }

            (_reports ??= []).Add(report);
            return true;
        }
    }

    /// <summary>Takes the queued reports. With <paramref name="isLast"/>, no more are accepted.</summary>
    internal IReadOnlyList<LoopErrorContext> TakeAll(bool isLast = false)
    {
        lock (_gate)
        {
            _isOver |= isLast;
            List<LoopErrorContext>? reports = _reports;
            _reports = null;
            return reports ?? (IReadOnlyList<LoopErrorContext>)[];
        }
    }

    /// <summary>Called when the loop is closed and has taken all reports.</summary>
    internal void Close() => GC.SuppressFinalize(this);
}
