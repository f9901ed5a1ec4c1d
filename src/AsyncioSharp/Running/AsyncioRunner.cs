using System.Diagnostics;
using System.Runtime.InteropServices;
using AsyncioSharp.Testing;

namespace AsyncioSharp;

/// <summary>
/// Runs several coroutines one after the other on one loop (asyncio: <c>Runner</c>); <see cref="Asyncio.Run(Coroutine, RunOptions?)"/> is a
/// runner for one. Disposing it does the shutdown.
/// </summary>
/// <remarks>
/// All runs share one execution context: what a main sets in an <see cref="AsyncLocal{T}"/>, the next one sees (S256). Thread affinity: one
/// thread at a time.
/// </remarks>
/// <example>
/// <code>
/// using var runner = new AsyncioRunner();
/// runner.Run(Connect);
/// int rows = runner.Run(Count);   // on the same loop
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

    // Then a signal between the two must not end the process.
    private bool _closesAfterRun;

    /// <summary>A runner. Its loop is made when it is needed.</summary>
    /// <param name="options">How to run; null for the defaults.</param>
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

    /// <summary>Runs a coroutine as the main task until it is over; tasks that it leaves wait for the next run, or for the end.</summary>
    /// <param name="main">The coroutine. It is closed when it cannot run.</param>
    /// <exception cref="InvalidOperationException">The runner is closed, or a loop is running on this thread.</exception>
    /// <exception cref="ConsoleInterruptedException">Ctrl+C or SIGTERM canceled main, or came twice.</exception>
    public void Run(Coroutine main)
    {
        if (Refusal() is { } refusal)
        {
            main.Close();
            throw refusal;
        }

        RunMain(loop => loop.CreateTask(main));
    }

    /// <summary>Runs a coroutine and returns its result. See <see cref="Run(Coroutine)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="main">The coroutine. It is closed when it cannot run.</param>
    public T Run<T>(Coroutine<T> main)
    {
        if (Refusal() is { } refusal)
        {
            main.Close();
            throw refusal;
        }

        return ((LoopTask<T>)RunMain(loop => loop.CreateTask(main))).Result;
    }

    /// <summary>The same as <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    /// <summary>
    /// The shutdown, in this order (S251): the tasks that are left are canceled and awaited, functions on threads are awaited, tasks that
    /// were made meanwhile are canceled and awaited, the loop is closed. Idempotent. <see cref="RunOptions.ShutdownTimeout"/> limits it.
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

    /// <summary>One run and the shutdown. What main throws is not hidden by what the shutdown may throw.</summary>
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

    /// <summary>The same with a result.</summary>
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
            // The same wait; it has been said.
        }
        catch (Exception e)
        {
            _loop?.CallExceptionHandler(new LoopErrorContext { Message = "The shutdown failed too, after main had failed", Exception = e });
        }
    }

    /// <summary>
    /// Ctrl+C or SIGTERM: the first time main is canceled, the second time the run ends after the current iteration, and the shutdown after
    /// it waits for a moment only. False the third time: then a step does not end, and only the process can. A shutdown that was under way
    /// already gives up waiting the first time. Any thread.
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
            _loop!.TryEnqueueFromAnywhere(new CancelWorkItem(_main!), null);
        }

        return count < 3;
    }

    /// <summary>
    /// The time that a signal leaves is over: the run ends after the current iteration. False when that was asked for before.
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

    /// <summary>Whether the program handles the signal itself.</summary>
    internal bool HandlesSignal(PosixSignal signal) => _loop!.HandlesSignal(signal);

    private TimeSpan ShutdownLimit() => _interrupts < 2 && !_isTimeOver ? _options.ShutdownTimeout : Shutdown.InterruptedLimit;

    // A forgotten await is seen when its coroutine is collected, and a short program may end before that ever happens. While the loop runs,
    // because its coroutines report to it.
    private static void CollectForgotten(EventLoop loop)
    {
        loop.CallSoon(() =>
        {
            // This wait is ours: no report of a blocking wait.
            SynchronizationContext.SetSynchronizationContext(null);
            GC.Collect();
#pragma warning disable AIO155 // The loop is to stand still: it has nothing else left to do.
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
        EventLoop loop = _options.LoopFactory?.Invoke() ?? new EventLoop();
        loop.Debug = _options.Debug ?? loop.Debug;
        loop.Name = _options.Name ?? loop.Name;
        loop.PollerKind = _options.Poller;
        loop.Logger = _options.Logger ?? loop.Logger;
        loop.ExceptionHandler = _options.ExceptionHandler ?? loop.ExceptionHandler;
        return loop;
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

    private sealed class CancelWorkItem(LoopTask main) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            main.Cancel();
        }
    }
}
