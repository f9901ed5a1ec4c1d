namespace AsyncioSharp.Tests.Hosting;

/// <summary>A host that gives a turn when the test says so.</summary>
internal sealed class ManualScheduler : TaskScheduler
{
    private readonly Queue<Task> _turns = [];

    /// <summary>How many turns wait.</summary>
    public int Count => _turns.Count;

    /// <summary>Refuses turns from now on, as a host that has shut down does.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Runs the next turn on this thread.</summary>
    public void RunTurn() => Assert.True(TryExecuteTask(_turns.Dequeue()));

    /// <summary>Runs turns until none waits.</summary>
    public int RunAll()
    {
        int turns = 0;
        for (; _turns.Count > 0; turns++)
        {
            RunTurn();
        }

        return turns;
    }

    protected override void QueueTask(Task task)
    {
        if (IsClosed)
        {
            throw new ObjectDisposedException(nameof(ManualScheduler));
        }

        _turns.Enqueue(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _turns;
}
