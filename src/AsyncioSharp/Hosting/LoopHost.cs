using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// An event loop inside a program that is not built around one: an ASP.NET Core application, a UI, an Orleans grain, a worker. Any thread
/// can submit coroutines and await the returned <see cref="Task"/>. asyncio has no counterpart, only a proposal called
/// <c>start_guest_run</c>.
/// </summary>
/// <remarks>
/// <para>
/// A guest loop (<see cref="OnThreadPool"/>, <see cref="On(TaskScheduler, LoopHostOptions?)"/>,
/// <see cref="On(SynchronizationContext, LoopHostOptions?)"/>) has no thread of its own. It runs turn by turn on the host's threads, never
/// two turns at the same time, and never blocks them. A loop created by <see cref="OnNewThread"/> has its own thread. Ordering and
/// cancellation are the same for all of them.
/// </para>
/// <para>
/// Thread affinity: the members of this class may be called on any thread. Objects of the loop (tasks, queues, locks) may be used only in
/// its coroutines and callbacks. Anywhere else, even between two turns, they throw.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// await using LoopHost host = LoopHost.OnThreadPool();
/// int answer = await host.RunAsync(async Coroutine&lt;int&gt; () =&gt;
/// {
///     await Asyncio.Sleep(0.01);
///     return 42;
/// });
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class LoopHost : IAsyncDisposable
{
    // A host may run a turn late.
    private static readonly TimeSpan s_leastPatience = TimeSpan.FromSeconds(1);

    private readonly LoopHostOptions _options;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;

    private protected LoopHost(EventLoop loop, LoopHostOptions options)
    {
        Loop = loop;
        _options = options;
        loop.Debug = options.Debug ?? loop.Debug;
        loop.Logger = options.Logger;
        loop.ExceptionHandler = options.ExceptionHandler;
        if (options.Name is { } name)
        {
            loop.ShowInMetrics(name);
            TimelineEnvironment.Record(loop);
        }
    }

    /// <summary>
    /// The loop. Its thread-safe members may be used anywhere, the others only in its coroutines and callbacks.
    /// </summary>
    public EventLoop Loop { get; }

    /// <summary>The name from the options, or an empty string.</summary>
    public string Name => _options.Name ?? "";

    /// <summary>Whether <see cref="StopAsync"/> was called. From then on no new work is accepted.</summary>
    public bool IsStopping => Volatile.Read(ref _stopping) != 0;

    /// <summary>Starts a guest loop on the thread pool.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The host.</returns>
    public static LoopHost OnThreadPool(LoopHostOptions? options = null) =>
        new GuestLoopHost(GuestLoopHost.PostToPool, options ?? new LoopHostOptions());

    /// <summary>
    /// Starts a guest loop on a task scheduler: that of an Orleans grain (<c>TaskScheduler.Current</c> in a grain method), or an exclusive
    /// scheduler. In the loop's coroutines it is <see cref="TaskScheduler.Current"/>.
    /// </summary>
    /// <param name="scheduler">The scheduler. It runs each turn as one task.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The host.</returns>
    public static LoopHost On(TaskScheduler scheduler, LoopHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new GuestLoopHost(HostTurn.On(scheduler), options ?? new LoopHostOptions());
    }

    /// <summary>Starts a guest loop on a synchronization context, for example on a UI thread.</summary>
    /// <param name="context">The context. Each turn is one posted callback.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The host.</returns>
    /// <exception cref="ArgumentException">The context belongs to an event loop.</exception>
    public static LoopHost On(SynchronizationContext context, LoopHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is LoopContext)
        {
            throw new ArgumentException(
                "The context belongs to an event loop, and loops do not nest: await the coroutine on that loop.", nameof(context));
        }

        return new GuestLoopHost(HostTurn.On(context), options ?? new LoopHostOptions());
    }

    /// <summary>Starts a loop that runs on a new background thread until it is stopped.</summary>
    /// <param name="options">The options; null for the defaults. Their name is also the name of the thread.</param>
    /// <returns>The host.</returns>
    public static LoopHost OnNewThread(LoopHostOptions? options = null) => new ThreadLoopHost(options ?? new LoopHostOptions());

    /// <summary>
    /// Shuts the loop down gracefully. New work is rejected, and tasks have <paramref name="grace"/> to complete. Then the remaining tasks
    /// are canceled and awaited, functions on threads are awaited, and the loop is closed. Tasks that do not complete within
    /// <see cref="LoopHostOptions.CancellationLimit"/> are reported and dropped. Later calls return the same task.
    /// </summary>
    /// <param name="grace">
    /// How long to wait before tasks are canceled: zero for no wait, <see cref="Timeout.InfiniteTimeSpan"/> to wait until all complete.
    /// </param>
    /// <param name="cancellationToken">Ends the grace period immediately. It does not cancel the shutdown.</param>
    /// <returns>
    /// A task that completes when the loop is closed. Do not block on it on a thread that the host needs for its turns.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grace"/> is negative.</exception>
    public Task StopAsync(TimeSpan grace = default, CancellationToken cancellationToken = default)
    {
        if (!LoopTime.IsNever(grace))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        }

        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            WatchStop(_options.TimeProvider, _options.CancellationLimit < s_leastPatience ? s_leastPatience : _options.CancellationLimit);
            var shutdown = new HostShutdown(Loop, grace, _options.CancellationLimit, cancellationToken);
            _ = Loop.SubmitThreadSafe(shutdown.RunAsync).ContinueWith(
                (drained, _) => BeginClose(), null, default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return _stopped.Task;
    }

    /// <summary>Stops the host without a grace period, like <c>StopAsync(TimeSpan.Zero)</c>.</summary>
    /// <returns>A task that completes when the loop is closed.</returns>
    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Returns the name and the state.</summary>
    /// <returns>A text like <c>LoopHost 'orders' (running)</c>.</returns>
    public override string ToString() =>
        $"{nameof(LoopHost)} '{Name}' ({(Loop.IsClosed ? "stopped" : IsStopping ? "stopping" : "running")})";

    /// <summary>Called when the tasks have completed: closes the loop as soon as it is not running. Any thread.</summary>
    private protected abstract void BeginClose();

    /// <summary>Watches a shutdown: if the host does not run a posted turn for this long, the loop completes on the thread pool.</summary>
    private protected abstract void WatchStop(TimeProvider time, TimeSpan patience);

    /// <summary>Closes the loop, which is no longer running.</summary>
    private protected void Close()
    {
        try
        {
            Loop.EndHosting();
            Loop.Close();
            _stopped.TrySetResult();
        }
        catch (Exception e)
        {
            _stopped.TrySetException(e);
        }
    }
}
