using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// An event loop inside a program that has no loop of its own to run: an ASP.NET Core application, a UI, an Orleans grain, a worker.
/// Coroutines are given to it from any thread, and the caller awaits a <see cref="Task"/>. asyncio has no counterpart; its proposal is
/// called <c>start_guest_run</c>.
/// </summary>
/// <remarks>
/// <para>
/// A guest loop (<see cref="OnThreadPool"/>, <see cref="On(TaskScheduler, LoopHostOptions?)"/>,
/// <see cref="On(SynchronizationContext, LoopHostOptions?)"/>) has no thread. It runs turn by turn on the host's threads, never two turns
/// at once, and blocks none of them. A loop of <see cref="OnNewThread"/> has a thread of its own. Order and cancellation are the same in
/// all of them.
/// </para>
/// <para>
/// Thread affinity: the members of this class may be called on any thread. Objects of the loop (tasks, queues, locks) may be used inside of
/// its coroutines and callbacks only; elsewhere, also between two turns, they throw.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// await using LoopHost host = LoopHost.OnThreadPool();
/// int answer = await host.RunAsync(async Coroutine&lt;int&gt; () =>
/// {
///     await Asyncio.Sleep(0.01);
///     return 42;
/// });
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class LoopHost : IAsyncDisposable
{
    // A host may be late for a turn.
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
        }
    }

    /// <summary>
    /// The loop. Its thread-safe members may be used from anywhere, the others inside of its coroutines and callbacks only.
    /// </summary>
    public EventLoop Loop { get; }

    /// <summary>The name of the options; empty without one.</summary>
    public string Name => _options.Name ?? "";

    /// <summary>Whether <see cref="StopAsync"/> was called. From then on no new work is accepted.</summary>
    public bool IsStopping => Volatile.Read(ref _stopping) != 0;

    /// <summary>A guest loop on the threads of the thread pool.</summary>
    /// <param name="options">How to run; null for the defaults.</param>
    public static LoopHost OnThreadPool(LoopHostOptions? options = null) =>
        new GuestLoopHost(GuestLoopHost.PostToPool, options ?? new LoopHostOptions());

    /// <summary>
    /// A guest loop on a task scheduler: that of an Orleans grain (<c>TaskScheduler.Current</c> in a grain method), or an exclusive
    /// scheduler. Its coroutines see it as <see cref="TaskScheduler.Current"/>.
    /// </summary>
    /// <param name="scheduler">Runs one turn as one task.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public static LoopHost On(TaskScheduler scheduler, LoopHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new GuestLoopHost(HostTurn.On(scheduler), options ?? new LoopHostOptions());
    }

    /// <summary>A guest loop on a synchronization context: the thread of a UI.</summary>
    /// <param name="context">Gets one posted callback a turn.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="ArgumentException">The context belongs to an event loop.</exception>
    public static LoopHost On(SynchronizationContext context, LoopHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is LoopContext)
        {
            throw new ArgumentException("The context belongs to an event loop, and loops do not nest: await the coroutine on that loop.", nameof(context));
        }

        return new GuestLoopHost(HostTurn.On(context), options ?? new LoopHostOptions());
    }

    /// <summary>A loop that runs on a new background thread until it is stopped.</summary>
    /// <param name="options">How to run; null for the defaults. The thread has the name.</param>
    public static LoopHost OnNewThread(LoopHostOptions? options = null) => new ThreadLoopHost(options ?? new LoopHostOptions());

    /// <summary>
    /// Ends the loop in good order: no new work is accepted, tasks have <paramref name="grace"/> to end by themselves, those that are left
    /// are canceled and awaited, functions on threads are awaited, the loop is closed. Tasks that do not end within
    /// <see cref="LoopHostOptions.CancellationLimit"/> are reported and dropped. Later calls return the same task.
    /// </summary>
    /// <param name="grace">
    /// How long to wait before tasks are canceled. Zero: not at all. <see cref="Timeout.InfiniteTimeSpan"/>: until all have ended.
    /// </param>
    /// <param name="cancellationToken">Ends the grace at once. It does not end the stop.</param>
    /// <returns>A task that ends when the loop is closed. Do not block on it on a thread that the host needs for its turns.</returns>
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

    /// <summary>Stops it without a grace: the same as <c>StopAsync(TimeSpan.Zero)</c>.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>The name and the state.</summary>
    /// <returns>A text like <c>LoopHost 'orders' (running)</c>.</returns>
    public override string ToString() => $"{nameof(LoopHost)} '{Name}' ({(Loop.IsClosed ? "stopped" : IsStopping ? "stopping" : "running")})";

    /// <summary>The tasks are over: closes the loop as soon as it does not run. Any thread.</summary>
    private protected abstract void BeginClose();

    /// <summary>Once a host has gone this long without giving the turn that was posted, the loop ends on the thread pool.</summary>
    private protected abstract void WatchStop(TimeProvider time, TimeSpan patience);

    /// <summary>Closes the loop; nothing runs on it any more.</summary>
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
