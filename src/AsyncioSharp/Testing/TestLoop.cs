using System.Runtime.CompilerServices;

namespace AsyncioSharp.Testing;

/// <summary>
/// Runs coroutines on virtual time: sleeps and timeouts take no real time, and the order of everything is reproducible. Works in any test
/// framework, because it blocks until the coroutine is over.
/// </summary>
/// <remarks>
/// The static methods run one coroutine to its end. An instance is a loop that the test drives by hand: <see cref="RunUntilIdle"/> and
/// <see cref="Advance"/>. Thread affinity: the test's thread.
/// </remarks>
/// <example>
/// <code>
/// [Fact]
/// public void GivesUpAfterAMinute() => TestLoop.Run(async () =>
///     await Assert.ThrowsAsync&lt;TimeoutException&gt;(async () => await Asyncio.WaitFor(Poll(), 60)));   // takes no time
/// </code>
/// </example>
public sealed partial class TestLoop : IDisposable
{
    private readonly VirtualClock _clock;

    /// <summary>A loop to be driven by hand.</summary>
    /// <param name="seed">Permutes the ready tasks; null: asyncio's order. See <see cref="Explore(int, Func{Coroutine})"/>.</param>
    public TestLoop(int? seed = null)
    {
        Loop = Create(seed);
        _clock = (VirtualClock)Loop.Clock;
    }

    /// <summary>
    /// How long, in real time, loops on virtual time wait for what is awaited outside of them before they take it for something that never
    /// ends. Default: 10 seconds. Of the whole process: set it once, before the tests.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is negative and not <see cref="Timeout.InfiniteTimeSpan"/>, or more than 24 days.
    /// </exception>
    public static TimeSpan ForeignLimit
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMilliseconds(int.MaxValue));
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>The loop.</summary>
    public EventLoop Loop { get; }

    /// <summary>
    /// A loop on virtual time, which starts at 0. When nothing is ready the clock jumps to the next timer; when there is none either, the run
    /// ends with a <see cref="DeadlockException"/> that shows who waits for what.
    /// </summary>
    /// <remarks>
    /// Work on other threads is waited for in real time, for <see cref="ForeignLimit"/> at most, and time stands still meanwhile: functions
    /// of <see cref="Asyncio.ToThread{T}(Func{T})"/>, tasks that run, and awaits in methods whose earlier awaits were ended by another
    /// thread. An await that the loop itself ends, such as that of a channel whose writer sleeps, needs time to pass; of one that was never
    /// seen before it is not known, so it gets one second of real time.
    /// </remarks>
    public static EventLoop Create() => Create(null);

    /// <summary>A loop on virtual time that permutes the ready tasks. See <see cref="Create()"/>.</summary>
    /// <param name="seed">The seed; null: asyncio's order.</param>
    public static EventLoop Create(int? seed)
    {
        var clock = new VirtualClock();
        var loop = new EventLoop(clock) { Shuffle = seed is { } value ? new ScheduleShuffle(value) : null };
        clock.Loop = loop;
        loop.ForeignKinds = new ForeignWaitKinds(loop);
        loop.Network = new VirtualNetwork(loop, seed).Routes;
        return loop;
    }

    /// <summary>Runs a coroutine on virtual time, as <see cref="Asyncio.Run(Func{Coroutine}, RunOptions?)"/> does on real time.</summary>
    /// <param name="main">The coroutine.</param>
    /// <param name="seed">Permutes the ready tasks; null: asyncio's order.</param>
    /// <exception cref="DeadlockException">Nothing was ready, and no timer was set.</exception>
    [OverloadResolutionPriority(1)]
    public static void Run(Func<Coroutine> main, int? seed = null) => Asyncio.Run(main, Options(seed));

    /// <summary>Runs a coroutine on virtual time and returns its result. See <see cref="Run(Func{Coroutine}, int?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    /// <param name="seed">Permutes the ready tasks; null: asyncio's order.</param>
    [OverloadResolutionPriority(1)]
    public static T Run<T>(Func<Coroutine<T>> main, int? seed = null) => Asyncio.Run(main, Options(seed));

    /// <summary>
    /// Runs a coroutine under many schedules, to find races: in each run the tasks that are ready in one iteration run in another order.
    /// Callbacks keep their order, and so do the waiters of one future.
    /// </summary>
    /// <param name="schedules">How many; the seeds are 0, 1, 2, ...</param>
    /// <param name="main">The coroutine, with its assertions.</param>
    /// <exception cref="ScheduleException">A run failed; it names the seed that replays it.</exception>
    [OverloadResolutionPriority(1)]
    public static void Explore(int schedules, Func<Coroutine> main)
    {
        for (int seed = 0; seed < schedules; seed++)
        {
            try
            {
                Run(main, seed);
            }
            catch (Exception e)
            {
                throw new ScheduleException(seed, e);
            }
        }
    }

    /// <summary>Runs everything that can run without time passing.</summary>
    public void RunUntilIdle() => Advance(TimeSpan.Zero);

    /// <summary>
    /// Lets time pass: everything that is due by then runs, in order. Afterwards the loop is idle. Other threads are not waited for.
    /// </summary>
    /// <param name="time">How much; 0 or more. Time ends at <see cref="TimeSpan.MaxValue"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        _clock.StopAt(LoopTime.After(_clock.Now, time).Ticks);
        try
        {
            Loop.RunForever();
        }
        finally
        {
            _clock.StopAt(null);
        }
    }

    /// <summary>Closes the loop; what is left on it is dropped.</summary>
    public void Dispose() => Loop.Close();

    private static RunOptions Options(int? seed) =>
        new() { LoopFactory = () => Create(seed), HandleInterrupt = false, HandleTermination = false };
}
