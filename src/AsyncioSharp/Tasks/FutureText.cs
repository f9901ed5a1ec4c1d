namespace AsyncioSharp;

/// <summary>Futures and tasks in messages.</summary>
internal static class FutureText
{
    internal static string Describe(Future future)
    {
        string state = future.Status switch
        {
            FutureStatus.Pending => "pending",
            FutureStatus.Canceled => "cancelled",
            FutureStatus.Faulted => $"failed with {future.PeekException()!.GetType().Name}",
            _ => "finished",
        };
        return future is LoopTask task
            ? $"<Task {state} name='{task.Name}'{(task.CoroutineName is { } name ? $" coro=<{name}>" : string.Empty)}{WaitsFor(task)}>"
            : $"<Future {state}>";
    }

    private static string WaitsFor(LoopTask task) => task.InnermostFrame?.WaitingOn switch
    {
        LoopTask inner => $" wait_for=<Task '{inner.Name}'>",
        Future inner => $" wait_for={Describe(inner)}",
        _ => string.Empty,
    };
}
