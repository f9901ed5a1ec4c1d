namespace AsyncioSharp;

/// <summary>A run on a dedicated thread, exposed as a <see cref="Task"/>.</summary>
internal static class LoopThreadRun
{
    internal static Task<T> Start<T>(Coroutine<T> main, RunOptions? options)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(main, options, outcome)) { IsBackground = true, Name = "Asyncio.RunAsync" }.Start();
        return outcome.Task;
    }

    private static void Run<T>(Coroutine<T> main, RunOptions? options, TaskCompletionSource<T> outcome)
    {
        try
        {
            outcome.TrySetResult(new AsyncioRunner(options).RunAndClose(main));
        }
        catch (OperationCanceledException e)
        {
            outcome.TrySetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            outcome.TrySetException(e);
        }
    }
}
