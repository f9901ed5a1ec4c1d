namespace AsyncioSharp;

/// <summary>
/// The last coroutine of a hosted loop: lets tasks complete, cancels the remaining ones, and reports those that still do not complete.
/// </summary>
internal sealed class HostShutdown(EventLoop loop, TimeSpan grace, TimeSpan cancellationLimit, CancellationToken graceIsOver)
{
    private LoopTask? _self;
    private LoopTask? _grace;

    internal async Coroutine RunAsync()
    {
        _self = Asyncio.CurrentTask;
        await WaitForGrace();
        foreach (LoopTask task in Others())
        {
            task.Cancel("The loop host was stopped: it cancels the tasks that are left.");
        }

        loop.CancelStrayWaits();
        await WaitForTasks(cancellationLimit);
        if (Others().Count > 0)
        {
            Report();
        }

        await loop.ShutdownExecutorAsync(cancellationLimit);
    }

    // The wait is a separate task, so that the token cancels only this wait.
    private async Coroutine WaitForGrace()
    {
        if (LoopTime.IsOver(grace))
        {
            return;
        }

        _grace = loop.CreateTask(WaitForTasks(grace));
        await using (graceIsOver.UnsafeRegister(EndGrace, null))
        {
            await Asyncio.Wait([_grace]);
        }
    }

    // The token may be canceled on any thread, and after the grace period has elapsed.
    private void EndGrace(object? state) => loop.TryEnqueueFromAnywhere(new EndGraceWorkItem(_grace!), null);

    // Tasks may create new ones while they complete, so this checks again until the timeout elapses.
    private async Coroutine WaitForTasks(TimeSpan limit)
    {
        TimeSpan end = LoopTime.After(loop, limit);
        while (Others() is { Count: > 0 } tasks)
        {
            TimeSpan left = LoopTime.IsNever(end) ? end : end - loop.Time;
            if (LoopTime.IsOver(left))
            {
                return;
            }

            await Asyncio.Wait(tasks, timeout: left);
        }
    }

    private List<LoopTask> Others() => [.. loop.AllTasks().Where(task => task != _self && task != _grace)];

    private void Report()
    {
        string message = FormattableString.Invariant(
            $"The loop host was stopped, but this task did not end within {cancellationLimit.TotalSeconds:0.###} s of its cancellation");
        foreach (LoopTask task in Others())
        {
            loop.Report(LoopErrorKind.Other, message, future: task);
        }

        loop.ReportsUnfinishedTasks = false;
    }

    private sealed class EndGraceWorkItem(LoopTask wait) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            wait.Cancel();
        }
    }
}
