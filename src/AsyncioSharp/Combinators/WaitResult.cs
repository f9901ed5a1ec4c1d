namespace AsyncioSharp;

/// <summary>What <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeSpan?)"/> found.</summary>
/// <typeparam name="TTask">The type of the tasks.</typeparam>
/// <param name="Done">Those that are done, in argument order.</param>
/// <param name="Pending">The others, in argument order.</param>
public readonly record struct WaitResult<TTask>(IReadOnlyList<TTask> Done, IReadOnlyList<TTask> Pending)
    where TTask : Future;
