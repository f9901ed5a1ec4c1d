namespace AsyncioSharp;

/// <summary>
/// An async function that runs on the thread pool and returns its outcome to the loop when its task has completed.
/// </summary>
internal sealed class AsyncExecutorWorkItem<T> : WorkItem
{
    private readonly EventLoop _loop;
    private readonly Func<CancellationToken, Task> _function;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Future<T> _future;
    private Task _task = Task.CompletedTask;

    internal AsyncExecutorWorkItem(EventLoop loop, Func<CancellationToken, Task> function)
    {
        _loop = loop;
        _function = function;
        _future = new Future<T>(loop);
    }

    /// <summary>Starts the function. If the scheduler rejects it, its exception propagates and nothing has started.</summary>
    internal Future<T> Start(TaskScheduler scheduler)
    {
        // Without the loop's synchronization context, so that the function's continuations stay on the pool.
        Task.Factory.StartNew(Begin, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        _future.AddCallback(new CancelFunctionWorkItem(_cancellation));
        return _future;
    }

    /// <summary>Completes the future. Runs on the loop.</summary>
    internal override void Run(EventLoop loop, object? state)
    {
        loop.EnterCallback(null);
        loop.ThreadWorkEnded();

        // A function without a result returns a plain Task.
#pragma warning disable AIO152 // The task has completed.
        TaskToFutureAdapter.Copy(_task, _future, () => _future.TrySetResult(_task is Task<T> done ? done.Result : default!));
#pragma warning restore AIO152
    }

    private void Begin()
    {
        try
        {
            // Null means the default value: the lambda "() => null" may mean a function that returns a value, but binds to this overload.
            _task = _function(_cancellation.Token) ?? Task.FromResult<T>(default!);
        }
        catch (Exception e)
        {
            _task = Task.FromException(e);
        }

        _task.ContinueWith(
            static (_, item) => ((AsyncExecutorWorkItem<T>)item!).ComeBack(), this, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void ComeBack() => _loop.EnqueueFromAnywhere(this);
}
