namespace AsyncioSharp;

/// <summary>
/// Cancels a task in a callback of the loop, for requests from other threads and for requests that cannot run in the current step.
/// </summary>
internal sealed class CancelTaskWorkItem(LoopTask task, string? message = null) : WorkItem
{
    internal override void Run(EventLoop loop, object? state)
    {
        loop.EnterCallback(null);
        task.Cancel(message);
    }
}
