namespace AsyncioSharp;

/// <summary>A coroutine submitted by another thread: starts it on the loop and returns its outcome as a <see cref="Task"/>.</summary>
internal sealed class Submission<T>(EventLoop loop, Func<Coroutine<T>> function, CancellationToken cancellationToken) : WorkItem, IHandedOut
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly ExecutorWork? _submitter = ExecutorWork.Current;
    private CancellationTokenRegistration _registration;

    internal Task<T> Outcome => _outcome.Task;

    internal override void Run(EventLoop loop, object? state)
    {
        if (state is LoopTask<T> done)
        {
            loop.EnterCallback(null);
            End();
            FutureToTaskAdapter.Copy(done, _outcome, static task => CombinatorInputs.Result<T>(task), cancellationToken);
            return;
        }

        loop.EnterCallback(_context);
        Start();
    }

    /// <summary>Called when the loop is closed.</summary>
    public void Cancel()
    {
        _registration.Unregister();
        _outcome.TrySetCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : CancellationToken.None);
    }

    private void Start()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            End();
            _outcome.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            LoopTask<T> task = loop.CreateTask(function());
            if (cancellationToken.CanBeCanceled)
            {
                _registration = cancellationToken.UnsafeRegister(
                    static state => ((LoopTask)state!).Loop.TryEnqueueFromAnywhere(new CancelTaskWorkItem((LoopTask)state), null), task);
            }

            task.AddCallback(this);
        }
        catch (Exception e)
        {
            End();
            _outcome.TrySetException(e);
        }
    }

    private void End()
    {
        _submitter?.EndSubmission(loop);
        loop.TakeBack(this);
        _registration.Unregister();
    }
}
