using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// Holds a future's exception until it is retrieved. The finalizer reports the exception if the future is collected first. A separate
/// class, so that only failed futures pay for the finalizer.
/// </summary>
internal sealed class UnretrievedException(EventLoop loop, bool isTask, ExceptionDispatchInfo failure)
{
    ~UnretrievedException()
    {
        if (!Environment.HasShutdownStarted)
        {
            FinalizerReports.NeverRetrieved(loop, Message, Exception);
        }
    }

    internal Exception Exception => failure.SourceException;

    internal bool IsRetrieved { get; private set; }

    /// <summary>The number of callbacks registered on the future when it failed.</summary>
    internal int Waiters { get; set; }

    /// <summary>Debug mode: the task that failed, with its origin; null otherwise.</summary>
    internal LostFailure? Task { get; init; }

    private string Message => isTask
        ? $"Task exception was never retrieved{Task?.Describe()}"
        : "Future exception was never retrieved";

    /// <summary>
    /// The exception with its stack trace as of the failure. Every await throws the same exception object with this trace; otherwise the
    /// trace would grow with each await.
    /// </summary>
    internal ExceptionDispatchInfo RetrieveFailure()
    {
        Retrieve();
        return failure;
    }

    internal Exception Retrieve()
    {
        if (!IsRetrieved)
        {
            IsRetrieved = true;
            GC.SuppressFinalize(this);
        }

        return Exception;
    }

    internal void ReportNow()
    {
        if (!IsRetrieved)
        {
            Retrieve();
            loop.Report(LoopErrorKind.NeverRetrieved, Message, Exception);
        }
    }
}
