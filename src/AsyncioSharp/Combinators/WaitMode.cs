namespace AsyncioSharp;

/// <summary>When <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/> returns.</summary>
/// <example>
/// <code>
/// Coroutine[] sleeps = [Asyncio.Sleep(0.1), Asyncio.Sleep(5)];
/// var (done, pending) = await Asyncio.Wait(sleeps, WaitMode.FirstCompleted);
/// Console.WriteLine($"{done.Count} done, {pending.Count} pending");
/// </code>
/// </example>
public enum WaitMode
{
    /// <summary>When all are done.</summary>
    AllCompleted,

    /// <summary>When at least one is done.</summary>
    FirstCompleted,

    /// <summary>When one has failed, or all are done. A cancellation does not count as a failure.</summary>
    FirstException,
}
