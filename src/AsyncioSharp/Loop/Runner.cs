using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>One run: the loop, Ctrl+C, and the shutdown.</summary>
internal sealed class Runner : IDisposable
{
    private readonly EventLoop _loop;
    private readonly bool _handleInterrupt;
    private LoopTask? _main;
    private int _interrupts;

    internal Runner(RunOptions? options)
    {
        options ??= new RunOptions();
        _loop = options.LoopFactory?.Invoke() ?? new EventLoop();
        _loop.Debug = options.Debug ?? _loop.Debug;
        _loop.Logger = options.Logger ?? _loop.Logger;
        _loop.ExceptionHandler = options.ExceptionHandler ?? _loop.ExceptionHandler;
        _handleInterrupt = options.HandleInterrupt;
    }

    /// <summary>Runs main to its end; throws what it threw.</summary>
    internal LoopTask Run(Func<EventLoop, LoopTask> createMain)
    {
        LoopTask main = createMain(_loop);
        _main = main;
        using PosixSignalRegistration? registration = _handleInterrupt ? PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt) : null;
        try
        {
            _loop.RunUntilComplete(main);
        }
        catch (LoopCanceledException) when (_interrupts > 0 && main.IsCanceled && main.Uncancel() == 0)
        {
            throw new ConsoleInterruptedException();
        }

        return main;
    }

    /// <summary>The shutdown, S251: cancel and await the rest, await the threads, close.</summary>
    public void Dispose()
    {
        try
        {
            CancelAllTasks();
            _loop.RunUntilComplete(_loop.JoinThreads());
        }
        finally
        {
            _loop.Close();
        }
    }

    /// <summary>Ctrl+C: the first time main is cancelled, the second time the run ends after the current iteration. Any thread.</summary>
    internal void Interrupt()
    {
        if (Interlocked.Increment(ref _interrupts) == 1)
        {
            _loop.TryEnqueueFromAnywhere(new CancelItem(_main!), null);
        }
        else
        {
            _loop.Interrupt();
        }
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        Interrupt();
    }

    private void CancelAllTasks()
    {
        IReadOnlyList<LoopTask> tasks = _loop.AllTasks();
        if (tasks.Count == 0)
        {
            return;
        }

        foreach (LoopTask task in tasks)
        {
            task.Cancel();
        }

        _loop.RunUntilComplete(Asyncio.GatherSettled(tasks));
        foreach (LoopTask task in tasks)
        {
            if (task is { IsDone: true, IsCanceled: false, Exception: { } exception })
            {
                _loop.CallExceptionHandler(new LoopErrorContext
                {
                    Message = "unhandled exception during Asyncio.Run() shutdown",
                    Exception = exception,
                    Future = task,
                });
            }
        }
    }

    private sealed class CancelItem(LoopTask main) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            main.Cancel();
        }
    }
}
