namespace AsyncioSharp;

/// <content>What other threads may read of a loop at any time: counts and times.</content>
public sealed partial class EventLoop
{
    /// <summary>The name of loops that have none.</summary>
    internal const string DefaultName = "default";

    // Written by the loop's thread only. Fields of 64 bits: other threads see old values, but no halves.
    private long _iteration;
    private long _tasksCreated;
    private long _tasksSucceeded;
    private long _tasksFailed;
    private long _tasksCanceled;
    private long _slowSteps;

    // Among the live loops; null before the first run.
    private object? _registration;

    /// <summary>
    /// A name for metrics (attribute <c>asyncio.eventloop.name</c>), <c>asyncio ps</c> and timelines. Loops with the same name are counted
    /// together. Default: <c>default</c>. Set it before the loop runs.
    /// </summary>
    /// <exception cref="ArgumentException">It is null or empty.</exception>
    public string Name
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    } = DefaultName;

    /// <summary>The thread that runs it, or ran it last. Any thread.</summary>
    internal Thread? RunThread { get; private set; }

    /// <summary>How long it has run and waited. Any thread.</summary>
    internal LoopTimes Times { get; }

    /// <summary>Tasks that are not done. Any thread.</summary>
    internal int ActiveTasks => Volatile.Read(ref _taskCount);

    /// <summary>What is ready to run, or on its way from another thread. Any thread; a moment later it is another number.</summary>
    internal int QueueLength => Ready.Count + _incoming.Count;

    /// <summary>The counts so far. Any thread.</summary>
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

    /// <summary>A task of this loop has ended.</summary>
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
