namespace AsyncioSharp;

/// <summary>What <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/> found.</summary>
/// <typeparam name="TTask">The type of the tasks.</typeparam>
/// <param name="Done">Those that are done, in argument order.</param>
/// <param name="Pending">The others, in argument order.</param>
/// <example>
/// <code>
/// var (done, pending) = await Asyncio.Wait([Fetch(first), Fetch(second)], WaitMode.FirstCompleted);
/// pending[0].Cancel();
/// </code>
/// </example>
public readonly record struct WaitResult<TTask>(IReadOnlyList<TTask> Done, IReadOnlyList<TTask> Pending);
