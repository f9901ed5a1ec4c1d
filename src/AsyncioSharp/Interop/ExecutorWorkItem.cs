namespace AsyncioSharp;

/// <summary>A function that runs on the thread pool and returns its outcome to the loop.</summary>
internal sealed class ExecutorWorkItem<T> : ExecutorWork, IThreadPoolWorkItem
{
    private readonly EventLoop _loop;
    private readonly Func<CancellationToken, T> _function;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Future<T> _future;
    private T? _result;
    private Exception? _error;

    internal ExecutorWorkItem(EventLoop loop, Func<CancellationToken, T> function)
        : base(loop)
    {
        _loop = loop;
        _function = function;
        _future = new Future<T>(loop);
    }

    internal Future<T> Start(TaskScheduler? scheduler)
    {
        _future.AddCallback(new CancelFunctionWorkItem(_cancellation));
        if (scheduler is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            Task.Factory.StartNew(Execute, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        }

        return _future;
    }

    /// <summary>Calls the function. Runs on the thread pool.</summary>
    public void Execute()
    {
        if (_context is null)
        {
            Call();
        }
        else
        {
            ExecutionContext.Run(_context, static work => ((ExecutorWorkItem<T>)work!).Call(), this);
        }

        _loop.EnqueueFromAnywhere(this);
    }

    /// <summary>Completes the future. Runs on the loop.</summary>
    internal override void Run(EventLoop loop, object? state)
    {
        End();
        if (_error is not null)
        {
            _future.TryFail(_error);
        }
        else
        {
            _future.TrySetResult(_result!);
        }
    }

    private void Call()
    {
        Enter();
        try
        {
            _result = _function(_cancellation.Token);
        }
        catch (Exception e)
        {
            _error = e;
        }
        finally
        {
            Leave();
        }
    }
}
