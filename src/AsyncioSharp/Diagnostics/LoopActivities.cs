using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// The activity source <c>AsyncioSharp</c>: if it has a listener, a span for each task that the program has named and for each task group.
/// </summary>
internal static class LoopActivities
{
    private const string OutcomeTag = "asyncio.task.outcome";

    private static readonly ActivitySource s_source = new("AsyncioSharp", typeof(LoopActivities).Assembly.GetName().Version!.ToString(3));

    /// <summary>Starts the span of a named task. The creator's current activity is its parent and stays current for the creator.</summary>
    /// <param name="name">The name of the task.</param>
    /// <param name="context">The execution context of the task: the span is current in it.</param>
    /// <returns>The span; null if the source has no listener, or the sampler has dropped it.</returns>
    internal static Activity? StartTask(string name, ref ExecutionContext? context)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        Activity? creator = Activity.Current;
        Activity? activity = s_source.StartActivity(name);
        if (activity is not null)
        {
            context = ExecutionContext.Capture();
            Activity.Current = creator;
        }

        return activity;
    }

    /// <summary>Ends the span of a task, inside its last step.</summary>
    internal static void EndTask(Activity activity, FutureStatus outcome)
    {
        activity.SetTag(OutcomeTag, outcome switch
        {
            FutureStatus.Succeeded => "succeeded",
            FutureStatus.Faulted => "failed",
            _ => "canceled",
        });
        End(activity);
    }

    /// <summary>Starts the span of a task group; it is current in the task that runs the group's body.</summary>
    internal static Activity? StartGroup(Delegate body) =>
        s_source.HasListeners() ? s_source.StartActivity($"TaskGroup {CoroutineName.Of(body)}") : null;

    /// <summary>Ends the span of a task group.</summary>
    internal static void EndGroup(Activity activity, Exception? error)
    {
        if (error is not null)
        {
            Fail(activity, error);
        }

        End(activity);
    }

    /// <summary>Marks a span as failed.</summary>
    internal static void Fail(Activity activity, Exception error)
    {
        activity.SetStatus(ActivityStatusCode.Error, error.Message);
        activity.AddException(error);
    }

    // Stop makes the activity current that was so at the start, whatever is current now: a span that the program has started meanwhile and
    // has not stopped stays.
    private static void End(Activity activity)
    {
        Activity? current = Activity.Current;
        activity.Stop();
        if (current != activity)
        {
            Activity.Current = current;
        }
    }
}
