namespace AsyncioSharp;

/// <content>Work left over when a loop closes.</content>
public sealed partial class EventLoop
{
    /// <summary>Whether closing the loop reports the remaining tasks; false once they have been reported.</summary>
    internal bool ReportsUnfinishedTasks { get; set; } = true;

    /// <summary>True if tasks, or plain async methods without a task, still wait for something on the loop.</summary>
    internal bool HasUnfinishedWork => _taskCount > 0 || _strayWaits.Count > 0;

    /// <summary>Describes the remaining tasks and functions on threads, for messages.</summary>
    internal string DescribeUnfinishedWork()
    {
        string tasks = DumpTasks();
        return _threadWork == 0 ? tasks : $"functions on threads (RunInExecutor, ToThread): {_threadWork}{Environment.NewLine}{tasks}";
    }

    // A cleanup that never runs is a loss, and asyncio reports it too ("Task was destroyed but it is pending"). Loops on virtual time are
    // not reported: tests that step through part of a program close them early.
    private void ReportUnfinishedTasks()
    {
        if (ReportsUnfinishedTasks && _taskCount > 0 && !Clock.IsVirtual)
        {
            const string Message = "The event loop was closed while tasks were pending; they never end:";
            Report(LoopErrorKind.LeftOpen, Message + Environment.NewLine + DumpTasks());
        }
    }
}
