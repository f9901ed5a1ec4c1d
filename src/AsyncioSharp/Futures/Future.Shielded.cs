namespace AsyncioSharp;

/// <content>Failures behind a canceled shield, which are reported immediately, as in asyncio since 3.14 (S142).</content>
public partial class Future
{
    /// <summary>Set when a canceled shield has stopped waiting for this future and will not see its exception.</summary>
    internal bool ReportsFailure;

    /// <summary>True if something besides the shield was waiting when the future failed, and so sees its exception.</summary>
    internal bool HasFailedBeforeOthers => _payload is UnretrievedException { Waiters: > 1 };

    /// <summary>Sends the report before the next iteration. Like all reports, it is not a work item.</summary>
    internal void ReportShieldedFailure()
    {
        Exception error = TakeError()!;
        Loop.TryEnqueueReport(new LoopErrorContext
        {
            Message = $"{error.GetType().Name} exception in shielded future",
            Exception = error,
            Future = this,
        });
    }
}
