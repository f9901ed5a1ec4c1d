namespace AsyncioSharp.Testing;

/// <summary>Thrown when a run of <see cref="TestLoop.Explore(int, Func{Coroutine}, string?)"/> failed under a permuted schedule.</summary>
/// <param name="seed">The seed that replays the run.</param>
/// <param name="innerException">The failure.</param>
/// <example>
/// <code>
/// try
/// {
///     await Task.Run(() =&gt; TestLoop.Explore(100, async Coroutine () =&gt; throw new IOException()));
/// }
/// catch (ScheduleException e)
/// {
///     Console.WriteLine(e.Seed);   // TestLoop.Run(main, e.Seed) replays the failure
/// }
/// </code>
/// </example>
public sealed class ScheduleException(int seed, Exception innerException)
    : Exception($"Failed under schedule seed {seed}; TestLoop.Run(main, seed: {seed}) replays it. {innerException.GetType().Name}: {innerException.Message}", innerException)
{
    /// <summary>The seed that replays the run.</summary>
    public int Seed { get; } = seed;
}
