namespace AsyncioSharp;

/// <summary>The last coroutine of a hosted loop: lets its tasks end, then cancels those that are left.</summary>
internal sealed class HostShutdown(EventLoop loop, TimeSpan grace, TimeSpan cancellationLimit)
{
    internal async Coroutine RunAsync()
    {
        await WaitForTasks(grace);
        foreach (LoopTask task in Others())
        {
            task.Cancel();
        }

        await WaitForTasks(cancellationLimit);
        foreach (LoopTask task in Others())
        {
            loop.CallExceptionHandler(new LoopErrorContext
            {
                Message = $"The loop host was stopped, but this task did not end within {cancellationLimit.TotalSeconds:0.###} s of its cancellation",
                Future = task,
            });
        }

        await loop.ShutdownExecutorAsync(cancellationLimit);
    }

    // Tasks may make new ones while they end, so it looks again until the time is up.
    private async Coroutine WaitForTasks(TimeSpan limit)
    {
        TimeSpan end = loop.Time + limit;
        while (loop.Time < end && Others() is { Count: > 0 } tasks)
        {
            await Asyncio.Wait(tasks, timeout: end - loop.Time);
        }
    }

    private List<LoopTask> Others()
    {
        LoopTask? self = Asyncio.CurrentTask;
        return [.. loop.AllTasks().Where(task => task != self)];
    }
}
