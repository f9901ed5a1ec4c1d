namespace AsyncioSharp;

/// <summary>The result of <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/>.</summary>
/// <typeparam name="TTask">The type of the tasks.</typeparam>
/// <param name="Done">The tasks that are done, in argument order.</param>
/// <param name="Pending">The other tasks, in argument order.</param>
/// <example>
/// <code>
/// Coroutine&lt;int&gt;[] calls = [Asyncio.Sleep(0.1, 1), Asyncio.Sleep(5, 2)];
/// var (done, pending) = await Asyncio.Wait(calls, WaitMode.FirstCompleted);
/// Console.WriteLine(done[0].Result);
/// pending[0].Cancel();
/// </code>
/// </example>
public readonly record struct WaitResult<TTask>(IReadOnlyList<TTask> Done, IReadOnlyList<TTask> Pending);
