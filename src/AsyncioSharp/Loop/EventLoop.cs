using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>
/// A single-threaded event loop (asyncio: <c>BaseEventLoop</c>): a FIFO of ready work and a heap of timers. Most programs only meet it
/// through <see cref="Asyncio"/>.
/// </summary>
/// <remarks>
/// Thread affinity: while it runs, every member is for the loop's thread only and throws elsewhere; the exceptions are
/// <see cref="CallSoonThreadSafe(Action)"/>, <see cref="Stop"/> from a callback of it, and the read-only properties. A loop that does not run
/// may be set up from any thread. A hosted loop (<see cref="LoopHost"/>) counts as running until its host is stopped. Ordering: callbacks, tasks and woken waiters run in the order in which they became ready.
/// </remarks>
public sealed partial class EventLoop : IDisposable
{
    private static uint s_lastNumber;

    private bool _closed;
    private bool _running;
    private bool _stopping;

    /// <summary>A loop on real time.</summary>
    public EventLoop()
        : this(new SystemClock())
    {
    }

    internal EventLoop(LoopClock clock)
    {
        Clock = clock;
        Times = new LoopTimes(clock);
        ForeignWait = new ForeignWait(this);
        Context = new LoopContext(this);
        Debug = Environment.GetEnvironmentVariable("ASYNCIO_DEBUG") is "1" or "true";
    }

    /// <summary>Whether the loop runs now.</summary>
    public bool IsRunning => _running;

    /// <summary>Whether <see cref="Close"/> was called.</summary>
    public bool IsClosed => _closed;

    /// <summary>
    /// The loop's clock: monotonic, since an arbitrary moment, to 100 ns. Timers compare with it; in tests it is virtual time.
    /// </summary>
    public TimeSpan Time => new(Clock.Now);

    /// <summary>
    /// The loop's clock for APIs that take a <see cref="System.TimeProvider"/>: in tests on virtual time, <c>Task.Delay(d, provider)</c> jumps
    /// as <see cref="Asyncio.Sleep(TimeSpan)"/> does. Its timers call back on the loop's thread.
    /// </summary>
    public TimeProvider TimeProvider => field ??= new LoopTimeProvider(this);

    /// <summary>
    /// How many iterations have run. Two things that happened in the same iteration had no chance to see each other's wake-ups.
    /// </summary>
    public long Iteration => _iteration;

    /// <summary>
    /// Gets the reports of errors that no await shows to anybody: a callback that threw, an exception never retrieved, a coroutine never
    /// awaited. Null: they go to <see cref="Logger"/>, or to stderr. Called on the loop's thread while it runs.
    /// </summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; set; }

    /// <summary>Where reports go without an <see cref="ExceptionHandler"/>. Null: stderr.</summary>
    public ILogger? Logger
    {
        get => _late.Logger;
        set => _late.Logger = value;
    }

    /// <summary>
    /// Debug mode: coroutines and tasks remember where they were created. Default: on when the environment has <c>ASYNCIO_DEBUG=1</c>.
    /// </summary>
    public bool Debug
    {
        get;
        set
        {
            field = value;
            Context?.WatchWaits(this);
            if (_running)
            {
                (_guestThread ?? LoopThread.Current).Debug = value;
            }
        }
    }

    /// <summary>
    /// Whether tasks start eagerly (asyncio: <c>eager_task_factory</c>): everything that makes a task, gather and the like included, runs the
    /// task's first step at once, and the loop gets only those that wait. Default: false. Without effect while the loop does not run.
    /// </summary>
    public bool EagerTasks { get; set; }

    /// <summary>Tells loops apart where a reference would cost too much. Never 0; may come again after 65,535 loops.</summary>
    internal ushort Number { get; } = (ushort)((Interlocked.Increment(ref s_lastNumber) % ushort.MaxValue) + 1);

    /// <summary>
    /// Debug mode reports steps and callbacks that take at least this long; <see cref="Timeout.InfiniteTimeSpan"/>: none. Default: 100 ms.
    /// </summary>
    public TimeSpan SlowCallbackThreshold { get; set; } = TimeSpan.FromMilliseconds(100);

    internal LoopClock Clock { get; }

    /// <summary>Permutes the ready queue, in tests that explore schedules.</summary>
    internal ScheduleShuffle? Shuffle { get; init; }

    /// <summary>What virtual time knows of foreign waits; null on real time.</summary>
    internal ForeignWaitKinds? ForeignKinds { get; set; }

    /// <summary>Whether a continuation runs now that another thread has posted.</summary>
    internal bool IsContinuedFromOutside { get; set; }

    /// <summary>Timers of <see cref="TimeProvider"/> that are set.</summary>
    internal int ProviderTimers { get; set; }

    internal TimerQueue Timers { get; } = new();

    /// <summary>What suspended frames point to while they wait on something foreign.</summary>
    internal ForeignWait ForeignWait { get; }

    /// <summary>The synchronization context of callbacks; a task has its own.</summary>
    internal LoopContext Context { get; }

    /// <summary>The loop that runs on this thread, or null.</summary>
    internal static EventLoop? Current => LoopThread.Current.Loop;

    internal static EventLoop CurrentOrThrow() => LoopThread.Current.Loop ?? throw NoRunningLoop();

    /// <summary>A promise on this loop, without a value.</summary>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    public Future CreateFuture() => new(this);

    /// <summary>A promise on this loop.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    public Future<T> CreateFuture<T>() => new(this);

    /// <summary>Makes a task of a coroutine; its first step runs in the loop's next iteration, unless it starts eagerly.</summary>
    /// <param name="coroutine">The coroutine; the task takes it over.</param>
    /// <param name="name">A name for messages; default <c>Task-1</c>, <c>Task-2</c>, ... over the whole process.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    /// <exception cref="InvalidOperationException">
    /// The loop is closed, runs on another thread, or the coroutine was used already.
    /// </exception>
    public LoopTask CreateTask(Coroutine coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask.Schedule(this, coroutine, name, eagerStart);

    /// <summary>Makes a task of a coroutine; its first step runs in the loop's next iteration, unless it starts eagerly.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine; the task takes it over.</param>
    /// <param name="name">A name for messages; default <c>Task-1</c>, <c>Task-2</c>, ... over the whole process.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    /// <exception cref="InvalidOperationException">
    /// The loop is closed, runs on another thread, or the coroutine was used already.
    /// </exception>
    public LoopTask<T> CreateTask<T>(Coroutine<T> coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask<T>.Schedule(this, coroutine, name, eagerStart);

    /// <summary>The same as <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    /// <summary>
    /// Ends the loop: what stands in the ready queue and among the timers is dropped. Idempotent. It does not cancel tasks;
    /// <see cref="Asyncio.Run(Coroutine, RunOptions?)"/> does that first. Tasks that are left are reported, and what was given to other
    /// threads ends: the tasks of <see cref="SubmitThreadSafe(Func{Coroutine}, CancellationToken)"/> and <see cref="Future.AsTask"/> are
    /// canceled, plain async methods go on on the thread pool.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is running.</exception>
    public void Close()
    {
        if (_running)
        {
            throw new InvalidOperationException("Cannot close a running event loop");
        }

        if (_closed)
        {
            return;
        }

        CloseProcesses();
        SendLateReports();
        ReportUnfinishedTasks();
        _network?.Close();
        ClosePoller();
        ReportUnretrieved();
        RemoveSignalHandlers();
        _closed = true;
        CloseIncoming();

        // From here on finalizers report by themselves; one may have come just before.
        SendLateReports();
        _late.Close();
        Timers.Clear(this);
        if (_registration is not null)
        {
            LiveLoops.Remove(_registration, this);
        }
    }

    /// <summary>What the await of a plain async method throws that was waiting for something of the loop when that was closed.</summary>
    internal static LoopCanceledException ClosedDuringAwait() => new("The event loop was closed");

    internal static InvalidOperationException NoRunningLoop() => new(
        "no running event loop: start one with Asyncio.Run(Main), or reach one that runs elsewhere with loop.SubmitThreadSafe(...)");

    internal void ThrowIfClosed()
    {
        if (_closed)
        {
            ThrowClosed();
        }
    }

    /// <summary>The one compare that is always on: a loop's objects belong to its thread.</summary>
    internal void CheckThread()
    {
        if (_running && LoopThread.Current.Loop != this)
        {
            ThrowWrongThread();
        }
    }

    [DoesNotReturn]
    private static void ThrowClosed() => throw new InvalidOperationException("Event loop is closed");

    [DoesNotReturn]
    internal static void ThrowWrongThread() => throw new InvalidOperationException(
        "Non-thread-safe operation invoked on an event loop other than the current one; use EventLoop.CallSoonThreadSafe");
}
