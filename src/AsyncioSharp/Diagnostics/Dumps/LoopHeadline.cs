namespace AsyncioSharp;

/// <summary>The line above a loop's tasks in a dump: the loop's name, and what its thread is doing. Any thread.</summary>
internal static class LoopHeadline
{
    // A sleep ends in one iteration and its task resumes in the next; a gather takes one more.
    private const int IterationsOfAWakeUp = 2;

    /// <summary>The headline of a loop that answers. <paramref name="times"/> was read when the dump was requested.</summary>
    internal static string Of(EventLoop loop, LoopTimesReading times)
    {
        string state = times.IsWaiting ? $"idle for {Seconds(times.StateSince)}" : "running";
        return $"{Name(loop)}: {state}, {Count(loop.ActiveTasks, "task")}, {Count(loop.Timers.ActiveCount, "timer")}{Environment.NewLine}";
    }

    /// <summary>
    /// The headline of a loop that does not answer. The running step is read from another thread: the task is accurate, but its coroutines
    /// are those of its last suspension.
    /// </summary>
    internal static string OfBlocked(EventLoop loop, LoopTimesReading times)
    {
        // Steps are not timed. A step right after an idle wait began when the wait ended. Any other step began at some later time.
        bool isRightAfterWait = loop.Iteration - times.ActiveFromIteration <= IterationsOfAWakeUp;
        string since = (isRightAfterWait ? "for " : "for at most ") + Seconds(times.StateSince);
        string newLine = Environment.NewLine;
        return $"{Name(loop)}: BLOCKED {since}, {Count(loop.ActiveTasks, "task")}{newLine}"
            + $"blocked in {Culprit(loop)}: the step does not end, so nothing else of this loop runs.{newLine}{Cure(loop)}{newLine}";
    }

    private static string Name(EventLoop loop) =>
        loop.RunThread is { } thread
            ? $"event loop '{loop.Name}' on thread {thread.ManagedThreadId}{(thread.Name is { } name ? $" ({name})" : string.Empty)}"
            : $"event loop '{loop.Name}'";

    private static string Culprit(EventLoop loop)
    {
        if (loop.CurrentTaskOrNull is not { } task)
        {
            return "a callback";
        }

        try
        {
            return task.CoroutineName is null ? $"'{task.Name}'" : $"'{task.Name}' ({string.Join(" > ", task.ReadStack())})";
        }
        catch (Exception e) when (e is NullReferenceException or IndexOutOfRangeException)
        {
            // The task resumed while it was being read.
            return $"'{task.Name}'";
        }
    }

    private static string Cure(EventLoop loop) => (loop.RunThread?.ThreadState & ThreadState.WaitSleepJoin) != 0
        ? "Its thread sleeps or waits: AIO101 finds Thread.Sleep, AIO102 waits for tasks, AIO104 waits for other threads, AIO106 calls that reach one."
        : "Its thread works or is in a system call: AIO103 and AIO105 find blocking calls, AIO106 calls that reach one, AIO503 loops without an await.";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.0##} s");
}
