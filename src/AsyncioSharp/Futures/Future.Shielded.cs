namespace AsyncioSharp;

/// <content>A failure behind a shield that was cancelled: reported at once, as asyncio does since 3.14 (S142).</content>
public partial class Future
{
    /// <summary>Set when a shield has let go of it: whoever would have seen its exception is gone.</summary>
    internal bool ReportsFailure;

    /// <summary>Whether others than the shield waited for it when it failed: they see its exception.</summary>
    internal bool HasFailedBeforeOthers => _payload is UnretrievedException { Waiters: > 1 };

    /// <summary>Sends the report before the next iteration; like all reports it is no work for the loop.</summary>
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
