namespace AsyncioSharp.Testing;

/// <summary>A run under a permuted schedule failed: <see cref="TestLoop.Explore(int, Func{Coroutine})"/>.</summary>
/// <param name="seed">The seed that replays it.</param>
/// <param name="innerException">How it failed.</param>
public sealed class ScheduleException(int seed, Exception innerException)
    : Exception($"Failed under schedule seed {seed}; TestLoop.Run(main, seed: {seed}) replays it. {innerException.GetType().Name}: {innerException.Message}", innerException)
{
    /// <summary>The seed that replays the run.</summary>
    public int Seed { get; } = seed;
}
