using System.Runtime.CompilerServices;

namespace AsyncioSharp.Testing;

/// <summary>
/// Runs coroutines on virtual time: sleeps and timeouts take no real time, and the order of all steps is reproducible. It works in any test
/// framework because it blocks until the coroutine completes.
/// </summary>
/// <remarks>
/// The static methods run one coroutine to completion. An instance is a loop that the test steps manually with <see cref="RunUntilIdle"/>
/// and <see cref="Advance"/>. Thread affinity: the test's thread.
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Test()
/// {
///     await Asyncio.Sleep(3600);                     // takes no real time
///     Console.WriteLine(Asyncio.RunningLoop.Time);   // 01:00:00
/// }
///
/// // A test method calls TestLoop.Run directly: no loop runs on its thread.
/// await Task.Run(() =&gt; AsyncioSharp.Testing.TestLoop.Run(Test));
/// </code>
/// </example>
public sealed partial class TestLoop : IDisposable
{
    private readonly VirtualClock _clock;

    /// <summary>Creates a loop that the test steps manually.</summary>
    /// <param name="seed">Permutes the ready tasks; null for asyncio's order. See
    /// <see cref="Explore(int, Func{Coroutine}, string?)"/>.</param>
    public TestLoop(int? seed = null)
    {
        Loop = Create(seed);
        _clock = (VirtualClock)Loop.Clock;
    }

    /// <summary>
    /// How long, in real time, loops on virtual time wait for awaitables that are not the loop's before they report a deadlock. Default: 10
    /// seconds. The value applies to the whole process: set it once, before the tests.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is negative and not <see cref="Timeout.InfiniteTimeSpan"/>, or more than 24 days.
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
    /// Creates a loop on virtual time, which starts at 0. If nothing is ready, the clock jumps to the next timer. If there is no timer
    /// either, the run fails with a <see cref="DeadlockException"/> that shows what each task waits for.
    /// </summary>
    /// <remarks>
    /// The loop waits for work on other threads in real time, for at most <see cref="ForeignLimit"/>, while its clock stands still. This
    /// covers functions passed to <see cref="Asyncio.ToThread{T}(Func{T})"/>, running .NET tasks, and awaits in methods whose earlier
    /// awaits another thread completed. An await that the loop itself completes, such as a read from a channel whose writer sleeps, needs
    /// time to pass. The first time an await is seen, the loop cannot tell which kind it is, and waits one second of real time. It also
    /// waits one second before it reports a deadlock of plain async methods, because one of them may wait for another thread.
    /// </remarks>
    /// <returns>The loop; dispose of it with <see cref="EventLoop.Close"/>.</returns>
    public static EventLoop Create() => Create(null);

    /// <summary>Creates a loop on virtual time that permutes the ready tasks. See <see cref="Create()"/>.</summary>
    /// <param name="seed">The seed; null for asyncio's order.</param>
    /// <returns>The loop.</returns>
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
    /// <param name="seed">Permutes the ready tasks; null for asyncio's order.</param>
    /// <param name="timeline">
    /// The file for a timeline of the run, whether it fails or not; null for none. See <see cref="Asyncio.RecordTimeline"/>.
    /// </param>
    /// <exception cref="DeadlockException">Nothing was ready, and no timer was set.</exception>
    /// <exception cref="IOException">The file of <paramref name="timeline"/> cannot be opened.</exception>
    [OverloadResolutionPriority(1)]
    public static void Run(Func<Coroutine> main, int? seed = null, string? timeline = null) => Asyncio.Run(main, Options(seed, timeline));

    /// <summary>Runs a coroutine on virtual time and returns its result. See <see cref="Run(Func{Coroutine}, int?, string?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine.</param>
    /// <param name="seed">Permutes the ready tasks; null for asyncio's order.</param>
    /// <param name="timeline">The file for a timeline of the run; null for none.</param>
    /// <returns>The result of the coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static T Run<T>(Func<Coroutine<T>> main, int? seed = null, string? timeline = null) =>
        Asyncio.Run(main, Options(seed, timeline));

    /// <summary>
    /// Runs a coroutine under many schedules to find races: in each run, the tasks that are ready in the same iteration run in a different
    /// order. Callbacks keep their order, as do the waiters of one future.
    /// </summary>
    /// <param name="schedules">The number of runs; the seeds are 0, 1, 2, ...</param>
    /// <param name="main">The coroutine, with its assertions.</param>
    /// <param name="timeline">
    /// The file for a timeline of the run that failed, which is repeated for that; null for none. See <see cref="Asyncio.RecordTimeline"/>.
    /// </param>
    /// <exception cref="ScheduleException">A run failed; the exception has the seed that replays it.</exception>
    [OverloadResolutionPriority(1)]
    public static void Explore(int schedules, Func<Coroutine> main, string? timeline = null)
    {
        for (int seed = 0; seed < schedules; seed++)
        {
            try
            {
                Run(main, seed);
            }
            catch (Exception e)
            {
                Record(main, seed, timeline);
                throw new ScheduleException(seed, e);
            }
        }
    }

    /// <summary>Runs everything that can run without advancing the clock.</summary>
    public void RunUntilIdle() => Advance(TimeSpan.Zero);

    /// <summary>
    /// Advances the clock: everything due by then runs, in order. The loop is idle afterwards. Other threads are not waited for.
    /// </summary>
    /// <param name="time">The time to advance; 0 or more. The clock stops at <see cref="TimeSpan.MaxValue"/>.</param>
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

    /// <summary>Closes the loop and drops its remaining work.</summary>
    public void Dispose() => Loop.Close();

    // How it fails is known, and comes first: a picture that cannot be made is reported.
    private static void Record(Func<Coroutine> main, int seed, string? timeline)
    {
        if (timeline is null)
        {
            return;
        }

        EventLoop loop = Create(seed);
        try
        {
            loop.RecordTimeline(timeline);
        }
        catch (IOException e)
        {
            DefaultExceptionHandler.WriteToConsole(e.Message);
            loop.Close();
            return;
        }

        try
        {
            Asyncio.Run(main, Options(seed, null) with { LoopFactory = () => loop });
        }
        catch (Exception)
        {
        }
    }

    private static RunOptions Options(int? seed, string? timeline) => new()
    {
        LoopFactory = () => Create(seed),
        HandleInterrupt = false,
        HandleTermination = false,
        Timeline = timeline,
    };
}
