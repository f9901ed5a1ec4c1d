namespace AsyncioSharp;

/// <summary>
/// An async function on its way through the thread pool and back: it comes back when its task has ended, not when it has started.
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

    /// <summary>Starts the function. What a scheduler throws that refuses it comes from here, and nothing has begun then.</summary>
    internal Future<T> Start(TaskScheduler scheduler)
    {
        // Without the loop's context: what follows the function's awaits stays on the pool.
        Task.Factory.StartNew(Begin, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        _future.AddCallback(new CancelFunctionWorkItem(_cancellation));
        return _future;
    }

    /// <summary>Back on the loop.</summary>
    internal override void Run(EventLoop loop, object? state)
    {
        loop.EnterCallback(null);
        loop.ThreadWorkEnded();

        // A function without a result has a plain task.
#pragma warning disable AIO152 // The task is over.
        TaskToFutureAdapter.Copy(_task, _future, () => _future.TrySetResult(_task is Task<T> done ? done.Result : default!));
#pragma warning restore AIO152
    }

    private void Begin()
    {
        try
        {
            // Null is the default value: the lambda "() => null" is a function that returns a value, and one that returns a task.
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
