namespace AsyncioSharp;

/// <summary>Copies the outcome of a future of the loop into a <see cref="Task"/>.</summary>
internal static class FutureToTaskAdapter
{
    internal static void Copy<T>(Future future, TaskCompletionSource<T> outcome, Func<Future, T> result)
    {
        switch (future.TakeError())
        {
            case null:
                outcome.TrySetResult(result(future));
                break;
            case LoopCanceledException:
                outcome.TrySetCanceled();
                break;
            case var error:
                outcome.TrySetException(error);
                break;
        }
    }

    internal static Task<T> Of<T>(Future future, Func<Future, T> result)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        future.Loop.CheckThread();
        if (future.IsDone)
        {
            Copy(future, outcome, result);
        }
        else
        {
            future.AddCallback(new CopyWorkItem<T>(outcome, result));
        }

        return outcome.Task;
    }

    private sealed class CopyWorkItem<T>(TaskCompletionSource<T> outcome, Func<Future, T> result) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            Copy((Future)state!, outcome, result);
        }
    }
}
