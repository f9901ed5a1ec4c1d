using System.Collections.Concurrent;

namespace AsyncioSharp.Tests.Hosting;

/// <summary>A host that gives a turn when the test says so.</summary>
internal sealed class ManualScheduler : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _turns = [];

    /// <summary>How many turns wait.</summary>
    public int Count => _turns.Count;

    /// <summary>Refuses turns from now on, as a host that has shut down does.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Runs the next turn, if one waits, on this thread.</summary>
    public void RunTurn()
    {
        if (_turns.TryDequeue(out Task? turn))
        {
            TryExecuteTask(turn);
        }
    }

    /// <summary>Runs turns until none waits.</summary>
    public int RunAll()
    {
        int turns = 0;
        for (; !_turns.IsEmpty; turns++)
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
