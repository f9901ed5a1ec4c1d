namespace AsyncioSharp;

/// <summary>Debug mode: says which step or callback held the loop for too long.</summary>
internal static class SlowSteps
{
    /// <summary>Runs an item and reports it when it took longer than the loop's threshold.</summary>
    internal static void Run(EventLoop loop, WorkItem item, object? state)
    {
        string? who = Describe(item);
        long start = SystemClock.Timestamp();
        item.Run(loop, state);
        TimeSpan took = SystemClock.ElapsedSince(start);
        // Not on virtual time: what a test reports must not depend on how busy the machine is.
        if (took >= loop.SlowCallbackThreshold && !loop.Clock.IsVirtual)
        {
            loop.CallExceptionHandler(new LoopErrorContext
            {
                Message = FormattableString.Invariant(
                    $"Executing {who ?? item.GetType().Name} took {took.TotalSeconds:0.000} seconds (a blocking call? AIO101 finds Thread.Sleep at compile time)"),
                Future = item.Resumes,
            });
        }
    }

    // Before it runs: afterwards the frame may stand for something else.
    private static string? Describe(WorkItem item) => item switch
    {
        Frame { Task: { } task } frame => $"{task} in {frame.Name}",
        Frame frame => frame.Name,
        CallbackWorkItem callback => callback.ToString(),
        _ => null,
    };
}
