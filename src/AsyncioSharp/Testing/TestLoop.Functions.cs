namespace AsyncioSharp.Testing;

/// <content>Overloads for plain async methods.</content>
public sealed partial class TestLoop
{
    /// <summary>Runs a plain async method on virtual time. See <see cref="Run(Func{Coroutine}, int?, string?)"/>.</summary>
    /// <param name="main">The method.</param>
    /// <param name="seed">Permutes the ready tasks; null for asyncio's order.</param>
    /// <param name="timeline">The file for a timeline of the run; null for none.</param>
    public static void Run(Func<Task> main, int? seed = null, string? timeline = null) => Asyncio.Run(main, Options(seed, timeline));

    /// <summary>Runs a plain async method with a result on virtual time. See <see cref="Run(Func{Coroutine}, int?, string?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The method.</param>
    /// <param name="seed">Permutes the ready tasks; null for asyncio's order.</param>
    /// <param name="timeline">The file for a timeline of the run; null for none.</param>
    /// <returns>The result of the method.</returns>
    public static T Run<T>(Func<Task<T>> main, int? seed = null, string? timeline = null) => Asyncio.Run(main, Options(seed, timeline));

    /// <summary>Runs a plain async method under many schedules. See <see cref="Explore(int, Func{Coroutine}, string?)"/>.</summary>
    /// <param name="schedules">The number of runs; the seeds are 0, 1, 2, ...</param>
    /// <param name="main">The method, with its assertions.</param>
    /// <param name="timeline">The file for a timeline of the run that failed; null for none.</param>
    /// <exception cref="ScheduleException">A run failed; the exception has the seed that replays it.</exception>
    public static void Explore(int schedules, Func<Task> main, string? timeline = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        Explore(schedules, () => CallFrame<VoidResult>.Of(main).WithoutResult(), timeline);
    }
}
