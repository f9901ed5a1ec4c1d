using System.Runtime;

namespace AsyncioSharp;

/// <summary>Debug mode: says which step or callback held the loop for too long.</summary>
internal static class SlowSteps
{
    /// <summary>Runs an item and reports it when it took longer than the loop's threshold.</summary>
    internal static void Run(EventLoop loop, WorkItem item, object? state)
    {
        // Not on virtual time: what a test reports must not depend on how busy the machine is.
        if (loop.Clock.IsVirtual || LoopTime.IsNever(loop.SlowCallbackThreshold))
        {
            item.Run(loop, state);
            return;
        }

        string? who = Describe(item);
        var watch = new StepWatch();
        loop.StepWatch = watch;
        TimeSpan compiled = JitInfo.GetCompilationTime(currentThread: true);
        long start = SystemClock.Timestamp();
        try
        {
            item.Run(loop, state);
        }
        finally
        {
            loop.StepWatch = null;
        }

        // What the JIT took is no blocking call: the first steps of a program compile what they call.
        TimeSpan took = SystemClock.ElapsedSince(start) - (JitInfo.GetCompilationTime(currentThread: true) - compiled);
        if (took >= loop.SlowCallbackThreshold)
        {
            loop.CountSlowStep();
            string most = watch.Longest is { } name ? $", most of them in '{name}'" : string.Empty;
            string message = FormattableString.Invariant(
                $"Executing {who ?? item.GetType().Name} took {took.TotalSeconds:0.000} seconds{most}")
                + " (a blocking call? AIO101 finds Thread.Sleep at compile time)";
            loop.Report(LoopErrorKind.SlowStep, message, future: item.Resumes);
        }
    }

    // Before it runs: afterwards the frame may stand for something else.
    private static string? Describe(WorkItem item) => item switch
    {
        Frame { Task: { } task } => task.ToString(),
        Frame frame => frame.Name,
        CallbackWorkItem callback => callback.ToString(),
        _ => null,
    };
}
