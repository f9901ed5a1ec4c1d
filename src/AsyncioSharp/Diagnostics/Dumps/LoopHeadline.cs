namespace AsyncioSharp;

/// <summary>The line above the tasks of a loop: which loop, and what its thread does. Any thread.</summary>
internal static class LoopHeadline
{
    // A sleep ends in one iteration and its task goes on in the next; a gather takes one more.
    private const int IterationsOfAWakeUp = 2;

    /// <summary>Of a loop that answers; it was as <paramref name="times"/> says when it was asked.</summary>
    internal static string Of(EventLoop loop, LoopTimesReading times)
    {
        string state = times.IsWaiting ? $"idle for {Seconds(times.StateSince)}" : "running";
        return $"{Name(loop)}: {state}, {Count(loop.ActiveTasks, "task")}, {Count(loop.Timers.ActiveCount, "timer")}{Environment.NewLine}";
    }

    /// <summary>
    /// Of one that does not answer. What runs is read without its thread: the task is right, its coroutines are as they were when it
    /// suspended last.
    /// </summary>
    internal static string OfBlocked(EventLoop loop, LoopTimesReading times)
    {
        // No step is timed. But a step that runs right after an idle wait began when that ended; else it is only known that it began later.
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
            // It went on while it was read.
            return $"'{task.Name}'";
        }
    }

    private static string Cure(EventLoop loop) => (loop.RunThread?.ThreadState & ThreadState.WaitSleepJoin) != 0
        ? "Its thread sleeps or waits: AIO101 finds Thread.Sleep, AIO102 waits for tasks, AIO104 waits for other threads, AIO106 calls that reach one."
        : "Its thread works or is in a system call: AIO103 and AIO105 find blocking calls, AIO106 calls that reach one, AIO503 loops without an await.";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.0##} s");
}
