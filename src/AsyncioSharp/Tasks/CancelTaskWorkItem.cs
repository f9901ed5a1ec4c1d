namespace AsyncioSharp;

/// <summary>Cancels a task from a callback of the loop: for requests from other threads, and for those that cannot run in the current step.</summary>
internal sealed class CancelTaskWorkItem(LoopTask task, string? message = null) : WorkItem
{
    internal override void Run(EventLoop loop, object? state)
    {
        loop.EnterCallback(null);
        task.Cancel(message);
    }
}
