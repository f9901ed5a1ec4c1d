namespace AsyncioSharp;

/// <summary>
/// Holds a future's exception until somebody looks at it. Only failing futures pay for the finalizer: it reports the exception when the
/// future dies unseen.
/// </summary>
internal sealed class UnretrievedException(EventLoop loop, bool isTask, Exception exception)
{
    ~UnretrievedException()
    {
        if (!Environment.HasShutdownStarted)
        {
            FinalizerReports.NeverRetrieved(loop, Message, Exception);
        }
    }

    internal Exception Exception { get; } = exception;

    internal bool IsRetrieved { get; private set; }

    private string Message => isTask ? "Task exception was never retrieved" : "Future exception was never retrieved";

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
            loop.CallExceptionHandler(new LoopErrorContext { Message = Message, Exception = Exception });
        }
    }
}
