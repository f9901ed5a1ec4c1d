using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Something of which there can be many.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Time">From the creation of that many to the end of the last one.</param>
/// <param name="Live">The bytes that many hold while all of them wait.</param>
internal sealed record ScaleSubject(string Name, Func<int, Coroutine<Cost>> Time, Func<int, Coroutine<long>> Live)
{
    internal static IReadOnlyList<ScaleSubject> All { get; } =
    [
        new("sleeping_tasks", SleepingTasks.Time, SleepingTasks.Live),
        new("timers", PendingTimers.Time, PendingTimers.Live),
        new("queue_waiters", QueueWaiters.Time, QueueWaiters.Live),
        new("gather_children", GatherChildren.Time, GatherChildren.Live),
        new("canceled_tasks", CanceledTasks.Time, CanceledTasks.Live),
    ];
}
