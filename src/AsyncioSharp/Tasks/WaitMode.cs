namespace AsyncioSharp;

/// <summary>When <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeSpan?)"/> returns.</summary>
public enum WaitMode
{
    /// <summary>When all are done.</summary>
    AllCompleted,

    /// <summary>When at least one is done.</summary>
    FirstCompleted,

    /// <summary>When one has failed (a cancelled one does not count), or all are done.</summary>
    FirstException,
}

/// <summary>What <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeSpan?)"/> found.</summary>
/// <typeparam name="TTask">The type of the tasks.</typeparam>
/// <param name="Done">Those that are done, in argument order.</param>
/// <param name="Pending">The others, in argument order.</param>
public readonly record struct WaitResult<TTask>(IReadOnlyList<TTask> Done, IReadOnlyList<TTask> Pending)
    where TTask : Future;
