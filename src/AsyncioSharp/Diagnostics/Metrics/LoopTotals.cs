namespace AsyncioSharp;

/// <summary>What counters say about one loop, or about all loops of one name.</summary>
internal struct LoopTotals
{
    // Seconds: virtual time goes as far as a TimeSpan, and a sum of two must not overflow.
    internal double Active;
    internal double Idle;
    internal long Iterations;
    internal long TasksCreated;
    internal long TasksSucceeded;
    internal long TasksFailed;
    internal long TasksCanceled;
    internal long SlowSteps;

    internal void Add(in LoopTotals other)
    {
        Active += other.Active;
        Idle += other.Idle;
        Iterations += other.Iterations;
        TasksCreated += other.TasksCreated;
        TasksSucceeded += other.TasksSucceeded;
        TasksFailed += other.TasksFailed;
        TasksCanceled += other.TasksCanceled;
        SlowSteps += other.SlowSteps;
    }
}
