using System.Diagnostics;
using System.Runtime.InteropServices;
using AsyncioSharp.Testing;

namespace AsyncioSharp;

/// <summary>
/// Runs several coroutines in sequence on one loop (asyncio: <c>Runner</c>). <see cref="Asyncio.Run(Coroutine, RunOptions?)"/> is a runner
/// for a single coroutine. Disposing the runner shuts the loop down.
/// </summary>
/// <remarks>
/// All runs share one execution context: an <see cref="AsyncLocal{T}"/> value set by one run is visible in the next (S256). Thread
/// affinity: one thread at a time.
/// </remarks>
/// <example>
/// <code>
/// int rows = await Task.Run(() =&gt;   // a thread that runs no loop
/// {
///     using var runner = new AsyncioRunner();
///     runner.Run(async () =&gt; await Asyncio.Sleep(0.1));
///     return runner.Run(() =&gt; Asyncio.Sleep(0.1, 42));   // on the same loop
/// });
/// </code>
/// </example>
public sealed partial class AsyncioRunner : IDisposable
{
    private readonly RunOptions _options;
    private EventLoop? _loop;
    private ExecutionContext? _context;
    private LoopTask? _main;
    private int _interrupts;
    private bool _isTimeOver;
    private bool _closed;
    private volatile bool _isShuttingDown;
    private PosixSignal _signal = PosixSignal.SIGINT;
    private RunSignals? _signals;

    // A signal between the run and the shutdown must not end the process.
    private bool _closesAfterRun;

    /// <summary>Creates a runner. Its loop is created on first use.</summary>
    /// <param name="options">The options of the runs; null for the defaults.</param>
    public AsyncioRunner(RunOptions? options = null)
    {
        _options = options ?? new RunOptions();
    }

    /// <summary>The loop of all runs.</summary>
    /// <exception cref="InvalidOperationException">The runner is closed.</exception>
    public EventLoop Loop
    {
        get
        {
            ThrowIfClosed();
            return _loop ??= CreateLoop();
        }
    }

    /// <summary>
    /// Runs a coroutine as the main task until it completes. Tasks that it leaves behind wait for the next run or for the shutdown.
    /// </summary>
    /// <param name="main">The coroutine. It is closed if it cannot run.</param>
    /// <exception cref="InvalidOperationException">The runner is closed, or a loop is already running on this thread.</exception>
    /// <exception cref="ConsoleInterruptedException">Ctrl+C or SIGTERM canceled main, or arrived twice.</exception>
    /// <exception cref="OperationCanceledException"><see cref="RunOptions.CancellationToken"/> canceled main.</exception>
    /// <exception cref="IOException">The file of <see cref="RunOptions.Timeline"/> cannot be opened.</exception>
    public void Run(Coroutine main)
    {
        if (Prepare() is { } refusal)
        {
            main.Close();
            throw refusal;
        }

        RunMain(loop => loop.CreateTask(main));
    }

    /// <summary>Runs a coroutine and returns its result. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine. It is closed if it cannot run.</param>
    /// <returns>The result of the coroutine.</returns>
    public T Run<T>(Coroutine<T> main)
    {
        if (Prepare() is { } refusal)
        {
            main.Close();
            throw refusal;
        }

        return ((LoopTask<T>)RunMain(loop => loop.CreateTask(main))).Result;
    }

    /// <summary>The same as <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    /// <summary>
    /// Shuts the loop down in this order (S251): cancels and awaits the remaining tasks, awaits functions on threads, cancels and awaits
    /// tasks created in the meantime, and closes the loop. Idempotent. <see cref="RunOptions.ShutdownTimeout"/> limits the duration.
    /// </summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (_loop is not { } loop)
        {
            _signals?.Dispose();
            return;
        }

        _isShuttingDown = true;
        _signals ??= new RunSignals(this, _options);
        try
        {
            new Shutdown(loop, ShutdownLimit()).Run();
            if (LoopThread.Current.TakeForgotten())
            {
                CollectForgotten(loop);
            }
        }
        finally
        {
            loop.Close();
            _signals.Dispose();
        }
    }

    /// <summary>One run and the shutdown. An exception from main is not hidden by an exception from the shutdown.</summary>
    [StackTraceHidden]
    internal void RunAndClose(Coroutine main)
    {
        _closesAfterRun = true;
        try
        {
            Run(main);
        }
        catch (Exception e)
        {
            CloseAfterFailure(e);
            throw;
        }

        Close();
    }

    /// <summary>The same for a coroutine with a result.</summary>
    [StackTraceHidden]
    internal T RunAndClose<T>(Coroutine<T> main)
    {
        T result;
        _closesAfterRun = true;
        try
        {
            result = Run(main);
        }
        catch (Exception e)
        {
            CloseAfterFailure(e);
            throw;
        }

        Close();
        return result;
    }

    private void CloseAfterFailure(Exception failure)
    {
        try
        {
            Close();
        }
        catch (DeadlockException) when (failure is DeadlockException)
        {
            // The same wait; it has already been reported.
        }
        catch (Exception e)
        {
            _loop?.Report(LoopErrorKind.Other, "The shutdown failed too, after main had failed", e);
        }
    }

    /// <summary>
    /// Handles Ctrl+C or SIGTERM. The first signal cancels main. The second ends the run after the current iteration, and the shutdown then
    /// waits only briefly. If the shutdown is already under way, the first signal makes it stop waiting. Returns false for the third
    /// signal: a step does not complete, and only ending the process helps. Any thread.
    /// </summary>
    internal bool Interrupt(PosixSignal signal = PosixSignal.SIGINT)
    {
        int count = Interlocked.Increment(ref _interrupts);
        if (count == 1)
        {
            _signal = signal;
        }

        if (_isShuttingDown || count > 1)
        {
            _loop!.Interrupt(_signal);
        }
        else
        {
            _loop!.TryEnqueueFromAnywhere(new CancelTaskWorkItem(_main!), null);
        }

        return count < 3;
    }

    /// <summary>
    /// The time allowed after a signal has elapsed: ends the run after the current iteration. Returns false if that was already requested.
    /// </summary>
    internal bool TryEndRun()
    {
        if (Interlocked.Exchange(ref _isTimeOver, true))
        {
            return false;
        }

        _loop!.Interrupt(_signal);
        return true;
    }

    /// <summary>True if the program handles the signal itself.</summary>
    internal bool HandlesSignal(PosixSignal signal) => _loop!.HandlesSignal(signal);

    private TimeSpan ShutdownLimit() => _interrupts < 2 && !_isTimeOver ? _options.ShutdownTimeout : Shutdown.InterruptedLimit;

    // A forgotten await is detected when its coroutine is collected, and a short program may exit before that happens. The collection runs
    // on the loop because coroutines report to it.
    private static void CollectForgotten(EventLoop loop)
    {
        loop.CallSoon(() =>
        {
            // This wait is intentional: do not report it as a blocking wait.
            SynchronizationContext.SetSynchronizationContext(null);
            GC.Collect();
#pragma warning disable AIO155 // Blocking the loop is intended: it has nothing else left to do.
            GC.WaitForPendingFinalizers();
#pragma warning restore AIO155
            loop.Stop();
        });
        loop.RunForever();
    }

    [StackTraceHidden]
    private LoopTask RunMain(Func<EventLoop, LoopTask> createMain)
    {
        EventLoop loop = Loop;
        _main = CreateInContext(loop, createMain);
        _interrupts = 0;
        _signals ??= new RunSignals(this, _options);
        using CancellationTokenRegistration cancellation = CancelByToken(_main);
        try
        {
            loop.RunUntilComplete(_main);
        }
        catch (LoopCanceledException) when (_interrupts > 0 && _main.IsCanceled && _main.Uncancel() == 0)
        {
            throw new ConsoleInterruptedException(_signal);
        }
        catch (LoopCanceledException e) when (_options.CancellationToken.IsCancellationRequested && _main.IsCanceled)
        {
            throw new OperationCanceledException("The run was canceled by RunOptions.CancellationToken.", e, _options.CancellationToken);
        }
        finally
        {
            _context = _main.Execution;
            if (!_closesAfterRun)
            {
                _signals.Dispose();
                _signals = null;
            }
        }

        return _main;
    }

    private LoopTask CreateInContext(EventLoop loop, Func<EventLoop, LoopTask> createMain)
    {
        if (_context is null)
        {
            return createMain(loop);
        }

        LoopTask? main = null;
        ExecutionContext.Run(_context, _ => main = createMain(loop), null);
        return main!;
    }

    private EventLoop CreateLoop()
    {
        EventLoop loop = ConfigureLoop();
        if (_options.Timeline is not { } path)
        {
            TimelineEnvironment.Record(loop);
            return loop;
        }

        try
        {
            // It ends when the loop is closed.
            loop.RecordTimeline(path);
            return loop;
        }
        catch (IOException)
        {
            loop.Close();
            throw;
        }
    }

    private EventLoop ConfigureLoop()
    {
        EventLoop loop = _options.LoopFactory?.Invoke() ?? new EventLoop();
        loop.Debug = _options.Debug ?? loop.Debug;
        loop.Name = _options.Name ?? loop.Name;
        loop.PollerKind = _options.Poller;
        loop.Logger = _options.Logger ?? loop.Logger;
        loop.ExceptionHandler = _options.ExceptionHandler ?? loop.ExceptionHandler;
        return loop;
    }

    // Why nothing can run; null when all is well.
    private Exception? Prepare()
    {
        if (Refusal() is { } refusal)
        {
            return refusal;
        }

        try
        {
            _loop ??= CreateLoop();
            return null;
        }
        catch (IOException noTimeline)
        {
            return noTimeline;
        }
    }

    private InvalidOperationException? Refusal()
    {
        if (_closed)
        {
            return new InvalidOperationException("Runner is closed");
        }

        return EventLoop.Current is null ? null : new InvalidOperationException("Runner.Run() cannot be called from a running event loop");
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new InvalidOperationException("Runner is closed");
        }
    }
}
