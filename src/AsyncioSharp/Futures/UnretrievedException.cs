using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// Holds a future's exception until somebody looks at it. Only failing futures pay for the finalizer: it reports the exception when the
/// future dies unseen.
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

    /// <summary>How many waited for the future when it failed.</summary>
    internal int Waiters { get; set; }

    private string Message => isTask ? "Task exception was never retrieved" : "Future exception was never retrieved";

    /// <summary>
    /// The exception with its stack trace as it was when the future failed. Every await throws from there: one exception object serves them
    /// all, and its trace would grow with each of them.
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
            loop.CallExceptionHandler(new LoopErrorContext { Kind = LoopErrorKind.NeverRetrieved, Message = Message, Exception = Exception });
        }
    }
}
