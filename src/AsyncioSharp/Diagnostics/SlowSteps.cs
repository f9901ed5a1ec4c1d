using System.Runtime;

namespace AsyncioSharp;

/// <summary>Debug mode: reports steps and callbacks that block the event loop for too long.</summary>
internal static class SlowSteps
{
    /// <summary>What to do about a slow step.</summary>
    internal const string Cure = "a blocking call? AIO101 finds Thread.Sleep at compile time";

    /// <summary>Runs an item and reports it if it takes at least <see cref="EventLoop.SlowCallbackThreshold"/>.</summary>
    internal static void Run(EventLoop loop, WorkItem item, object? state)
    {
        // Not on virtual time, so that a test's reports do not depend on the load of the machine.
        if (loop.Clock.IsVirtual || LoopTime.IsNever(loop.SlowCallbackThreshold))
        {
            item.Run(loop, state);
            return;
        }

        string? who = Describe(item);
        TaskOrigin? origin = item is Frame { Task: { IsDone: false } task } ? TaskOrigin.Of(task) : null;
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

        // JIT time is subtracted: the first steps of a program compile the methods they call.
        TimeSpan took = SystemClock.ElapsedSince(start) - (JitInfo.GetCompilationTime(currentThread: true) - compiled);
        if (took >= loop.SlowCallbackThreshold)
        {
            loop.CountSlowStep();
            string most = watch.Longest is { } name ? $", most of them in '{name}'" : string.Empty;
            string message = FormattableString.Invariant(
                $"Executing {who ?? item.GetType().Name} took {took.TotalSeconds:0.000} seconds{most}")
                + $" ({Cure}){(origin is null ? string.Empty : $"{Environment.NewLine}  {origin}")}";
            loop.Report(LoopErrorKind.SlowStep, message, future: item.Resumes);
        }
    }

    // Called before the item runs, because the frame may be reused afterwards.
    private static string? Describe(WorkItem item) => item switch
    {
        Frame { Task: { } task } => task.ToString(),
        Frame frame => frame.Name,
        CallbackWorkItem callback => callback.ToString(),
        _ => null,
    };
}
