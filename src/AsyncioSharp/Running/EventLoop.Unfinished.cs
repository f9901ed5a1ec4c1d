namespace AsyncioSharp;

/// <content>What is left when a loop ends.</content>
public sealed partial class EventLoop
{
    /// <summary>Whether closing the loop reports the tasks that are left. Not when that was done already.</summary>
    internal bool ReportsUnfinishedTasks { get; set; } = true;

    /// <summary>Whether tasks, or plain async methods without a task, still wait for something of the loop.</summary>
    internal bool HasUnfinishedWork => _taskCount > 0 || _strayWaits.Count > 0;

    /// <summary>Tasks, and functions on threads, for people.</summary>
    internal string DescribeUnfinishedWork()
    {
        string tasks = DumpTasks();
        return _threadWork == 0 ? tasks : $"functions on threads (RunInExecutor, ToThread): {_threadWork}{Environment.NewLine}{tasks}";
    }

    // A cleanup that never runs is a loss; asyncio says so, too ("Task was destroyed but it is pending"). Virtual time is closed in
    // mid-flight by tests that step through a part of a program.
    private void ReportUnfinishedTasks()
    {
        if (ReportsUnfinishedTasks && _taskCount > 0 && !Clock.IsVirtual)
        {
            CallExceptionHandler(new LoopErrorContext
            {
                Kind = LoopErrorKind.LeftOpen,
                Message = $"The event loop was closed while tasks were pending; they never end:{Environment.NewLine}{DumpTasks()}",
            });
        }
    }
}
