using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>Rarely used state, split out so that most tasks stay small.</summary>
internal sealed class TaskDetails
{
    internal string? Name;

    /// <summary>The execution context of the next step; a task without details holds it itself.</summary>
    internal ExecutionContext? Execution;

    /// <summary>The message of the last <c>Cancel</c>.</summary>
    internal string? CancelMessage;

    /// <summary>The requests beyond those that the task counts itself.</summary>
    internal int MoreCancelRequests;

    /// <summary>The source of <see cref="LoopTask.Token"/>; replaced once it is canceled and the cancellation has been delivered.</summary>
    internal CancellationTokenSource? TokenSource;

    /// <summary>Debug mode: the time at which the last step ended, on the loop's clock.</summary>
    internal long? SuspendedAt;

    /// <summary>The span of a named task, if the activity source has a listener.</summary>
    internal Activity? Activity;

    /// <summary>What the current recording knows of the task.</summary>
    internal TaskTrace? Trace;

    /// <summary>The plain async methods of this task that await something on the loop, in the order in which they began to wait.</summary>
    internal List<ContinuationFrame>? InnerWaits;
}
