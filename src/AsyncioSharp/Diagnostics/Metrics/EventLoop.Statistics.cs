namespace AsyncioSharp;

/// <content>Counts and times that other threads may read at any time.</content>
public sealed partial class EventLoop
{
    /// <summary>The name of a loop whose name was not set.</summary>
    internal const string DefaultName = "default";

    // Written by the loop's thread only. 64-bit fields: other threads may read stale values, but not torn ones.
    private long _iteration;
    private long _tasksCreated;
    private long _tasksSucceeded;
    private long _tasksFailed;
    private long _tasksCanceled;
    private long _slowSteps;

    // The entry in LiveLoops; null before the first run.
    private object? _registration;

    /// <summary>
    /// The loop's name in metrics (attribute <c>asyncio.eventloop.name</c>), <c>asyncio ps</c> and timelines. Loops with the same name are
    /// counted together. Default: <c>default</c>. Set it before the loop runs.
    /// </summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Name
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    } = DefaultName;

    /// <summary>The thread that runs the loop, or ran it last. Any thread.</summary>
    internal Thread? RunThread { get; private set; }

    /// <summary>How long the loop has run and waited. Any thread.</summary>
    internal LoopTimes Times { get; }

    /// <summary>The number of unfinished tasks. Any thread.</summary>
    internal int ActiveTasks => Volatile.Read(ref _taskCount);

    /// <summary>The number of work items that are ready, or incoming from other threads. Any thread; only a snapshot.</summary>
    internal int QueueLength => Ready.Count + _incoming.Count;

    /// <summary>Returns the counts so far. Any thread.</summary>
    internal LoopTotals ReadTotals()
    {
        LoopTimesReading times = Times.Read();
        return new LoopTotals
        {
            Active = times.Active.TotalSeconds,
            Idle = times.Idle.TotalSeconds,
            Iterations = Volatile.Read(ref _iteration),
            TasksCreated = Volatile.Read(ref _tasksCreated),
            TasksSucceeded = Volatile.Read(ref _tasksSucceeded),
            TasksFailed = Volatile.Read(ref _tasksFailed),
            TasksCanceled = Volatile.Read(ref _tasksCanceled),
            SlowSteps = Volatile.Read(ref _slowSteps),
        };
    }

    internal void CountSlowStep() => _slowSteps++;

    /// <summary>Counts a task of this loop that has completed.</summary>
    internal void CountEnd(FutureStatus outcome)
    {
        switch (outcome)
        {
            case FutureStatus.Succeeded:
                _tasksSucceeded++;
                break;
            case FutureStatus.Faulted:
                _tasksFailed++;
                break;
            default:
                _tasksCanceled++;
                break;
        }
    }
}
