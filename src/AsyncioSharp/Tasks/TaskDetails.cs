namespace AsyncioSharp;

/// <summary>What few tasks have: kept apart, so that a plain task stays small.</summary>
internal sealed class TaskDetails
{
    internal string? Name;

    /// <summary>The context of the next step; without details the task has it itself.</summary>
    internal ExecutionContext? Execution;

    /// <summary>The message of the last <c>Cancel</c>.</summary>
    internal string? CancelMessage;

    /// <summary>Requests beyond those that the task counts itself.</summary>
    internal int MoreCancelRequests;

    /// <summary>Behind <see cref="LoopTask.Token"/>; replaced once it has been tripped and the cancellation was delivered.</summary>
    internal CancellationTokenSource? TokenSource;

    /// <summary>Debug mode: when its last step ended, on the loop's clock.</summary>
    internal long? SuspendedAt;

    /// <summary>Plain async methods of this task that await something of the loop, in the order in which they began to.</summary>
    internal List<ContinuationFrame>? InnerWaits;
}
