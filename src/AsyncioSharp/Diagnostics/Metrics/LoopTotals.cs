namespace AsyncioSharp;

/// <summary>The counts of one loop, or of all loops with the same name.</summary>
internal struct LoopTotals
{
    // In seconds, as doubles: virtual time may reach the end of TimeSpan's range, and a sum of two such times must not overflow.
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
