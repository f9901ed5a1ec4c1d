using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>
/// Reports that other threads, finalizers above all, have left for a loop until it comes by. Those for a loop that is forgotten, neither
/// closed nor run again, are written when it is collected.
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

    /// <summary>Where they go without a handler, and always once the loop is forgotten: the handler belongs to its thread.</summary>
    internal ILogger? Logger { get; set; }

    /// <summary>Leaves one. False when they are not taken any more.</summary>
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

    /// <summary>Takes those that are there; the last time nothing is added after that.</summary>
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

    /// <summary>The loop is closed, and has taken them all.</summary>
    internal void Close() => GC.SuppressFinalize(this);
}
