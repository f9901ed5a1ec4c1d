using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>
/// A single-threaded event loop (asyncio: <c>BaseEventLoop</c>): a FIFO queue of ready work and a heap of timers. Most programs use it only
/// through <see cref="Asyncio"/>.
/// </summary>
/// <remarks>
/// <para>
/// Thread affinity: while the loop runs, its members are for the loop's thread only, and scheduling methods throw on other threads. The
/// exceptions are <see cref="CallSoonThreadSafe(Action)"/>, the <c>SubmitThreadSafe</c> methods, and the read-only properties. A loop that
/// is not running may be set up on any thread. A hosted loop (<see cref="LoopHost"/>) counts as running until its host is stopped.
/// </para>
/// <para>Ordering: callbacks, tasks and woken waiters run in the order in which they became ready.</para>
/// </remarks>
/// <example>
/// <code>
/// EventLoop loop = Asyncio.RunningLoop;
/// loop.ExceptionHandler = (_, report) =&gt; Console.Error.WriteLine(report.Message);
/// loop.CallLater(TimeSpan.FromSeconds(0.5), () =&gt; Console.WriteLine("half a second later"));
/// await Asyncio.Sleep(1);
/// </code>
/// </example>
public sealed partial class EventLoop : IDisposable
{
    private static uint s_lastNumber;

    private bool _closed;
    private bool _running;
    private bool _stopping;

    /// <summary>Creates a loop on real time.</summary>
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

    /// <summary>Whether the loop is running.</summary>
    public bool IsRunning => _running;

    /// <summary>Whether <see cref="Close"/> was called.</summary>
    public bool IsClosed => _closed;

    /// <summary>
    /// The time of the loop's clock: monotonic, from an arbitrary origin, with a resolution of 100 ns. Timers use this clock; in tests it
    /// is virtual time (asyncio: <c>loop.time()</c>).
    /// </summary>
    public TimeSpan Time => new(Clock.Now);

    /// <summary>
    /// The loop's clock for APIs that take a <see cref="System.TimeProvider"/>. On virtual time, <c>Task.Delay(d, provider)</c> skips ahead
    /// as <see cref="Asyncio.Sleep(TimeSpan)"/> does. Timer callbacks run on the loop's thread.
    /// </summary>
    public TimeProvider TimeProvider => field ??= new LoopTimeProvider(this);

    /// <summary>
    /// The number of iterations so far. Of two events in the same iteration, neither can observe a wake-up caused by the other.
    /// </summary>
    public long Iteration => _iteration;

    /// <summary>
    /// Receives reports of errors that no await observes: a callback that threw, an exception never retrieved, a coroutine never awaited.
    /// If null, reports go to <see cref="Logger"/> or to stderr. Called on the loop's thread while the loop runs.
    /// </summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; set; }

    /// <summary>The logger for reports if there is no <see cref="ExceptionHandler"/>. If null, they go to stderr.</summary>
    public ILogger? Logger
    {
        get => _late.Logger;
        set => _late.Logger = value;
    }

    /// <summary>
    /// Debug mode: coroutines and tasks record where they were created, and slow steps are reported (see
    /// <see cref="SlowCallbackThreshold"/>). Default: whether the environment variable <c>ASYNCIO_DEBUG</c> is <c>1</c> or <c>true</c>.
    /// </summary>
    public bool Debug
    {
        get;
        set
        {
            field = value;
            UpdateWatched();
            Context?.WatchWaits(this);
            if (_running)
            {
                (_guestThread ?? LoopThread.Current).Debug = value;
            }
        }
    }

    /// <summary>
    /// Whether tasks start eagerly (asyncio: <c>eager_task_factory</c>). Then every API that creates tasks, including gather, runs a task's
    /// first step immediately, and only tasks that suspend reach the loop. Default: false. No effect while the loop is not running.
    /// </summary>
    public bool EagerTasks { get; set; }

    /// <summary>Identifies the loop where a reference would cost too much. Never 0; may repeat after 65,535 loops.</summary>
    internal ushort Number { get; } = (ushort)((Interlocked.Increment(ref s_lastNumber) % ushort.MaxValue) + 1);

    /// <summary>
    /// In debug mode, steps and callbacks that take at least this long are reported. <see cref="Timeout.InfiniteTimeSpan"/> reports none.
    /// Default: 100 ms.
    /// </summary>
    public TimeSpan SlowCallbackThreshold { get; set; } = TimeSpan.FromMilliseconds(100);

    internal LoopClock Clock { get; }

    /// <summary>Permutes the ready queue in tests that explore schedules.</summary>
    internal ScheduleShuffle? Shuffle
    {
        get;
        init
        {
            field = value;
            UpdateWatched();
        }
    }

    /// <summary>Tracks foreign waits for virtual time; null on real time.</summary>
    internal ForeignWaitKinds? ForeignKinds { get; set; }

    /// <summary>Whether a continuation posted by another thread is running.</summary>
    internal bool IsContinuedFromOutside { get; set; }

    /// <summary>The number of active timers of <see cref="TimeProvider"/>.</summary>
    internal int ProviderTimers { get; set; }

    internal TimerQueue Timers { get; } = new();

    /// <summary>The object that suspended frames point to during a foreign wait.</summary>
    internal ForeignWait ForeignWait { get; }

    /// <summary>The synchronization context of callbacks. Each task has its own.</summary>
    internal LoopContext Context { get; }

    /// <summary>The loop that runs on this thread, or null.</summary>
    internal static EventLoop? Current => LoopThread.Current.Loop;

    internal static EventLoop CurrentOrThrow() => LoopThread.Current.Loop ?? throw NoRunningLoop();

    /// <summary>Creates a pending future without a value (asyncio: <c>create_future</c>).</summary>
    /// <returns>The future.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Future CreateFuture() => new(this);

    /// <summary>Creates a pending future. See <see cref="CreateFuture()"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The future.</returns>
    public Future<T> CreateFuture<T>() => new(this);

    /// <summary>Creates a task for a coroutine. Its first step runs in the loop's next iteration, unless it starts eagerly.</summary>
    /// <param name="coroutine">The coroutine; the task takes ownership of it.</param>
    /// <param name="name">A name for messages; the default is <c>Task-1</c>, <c>Task-2</c>, and so on, numbered across the process.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">
    /// The loop is closed or runs on another thread, or the coroutine has already been used.
    /// </exception>
    public LoopTask CreateTask(Coroutine coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask.Schedule(this, coroutine, name, eagerStart);

    /// <summary>Creates a task for a coroutine. Its first step runs in the loop's next iteration, unless it starts eagerly.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine; the task takes ownership of it.</param>
    /// <param name="name">A name for messages; the default is <c>Task-1</c>, <c>Task-2</c>, and so on, numbered across the process.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">
    /// The loop is closed or runs on another thread, or the coroutine has already been used.
    /// </exception>
    public LoopTask<T> CreateTask<T>(Coroutine<T> coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask<T>.Schedule(this, coroutine, name, eagerStart);

    /// <summary>Closes the loop. See <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    /// <summary>
    /// Closes the loop and drops queued work and timers. Idempotent. It does not cancel tasks;
    /// <see cref="Asyncio.Run(Coroutine, RunOptions?)"/> does that first. Unfinished tasks are reported. Objects that other threads wait
    /// for complete: the tasks returned by <see cref="SubmitThreadSafe(Func{Coroutine}, CancellationToken)"/> and
    /// <see cref="Future.AsTask"/> are canceled, and plain async methods continue on the thread pool.
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

        EndRecording();
        CloseProcesses();
        SendLateReports();
        ReportUnfinishedTasks();
        _network?.Close();
        ClosePoller();
        ReportUnretrieved();
        RemoveSignalHandlers();
        _closed = true;
        CloseIncoming();

        // From here on, finalizers write their reports directly. One may have queued a report just before.
        SendLateReports();
        _late.Close();
        Timers.Clear(this);
        Ready.Release();
        ReleaseTaskSlots();
        if (_registration is not null)
        {
            LiveLoops.Remove(_registration, this);
        }
    }

    /// <summary>The exception in a plain async method that was awaiting a loop object when the loop was closed.</summary>
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

    /// <summary>Throws on a thread other than the running loop's. This check is always on, not only in debug mode.</summary>
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
