namespace AsyncioSharp;

/// <summary>
/// The shutdown of a runner's loop. It cancels and awaits the remaining tasks, then awaits functions on threads, then cancels tasks created
/// in the meantime. No part waits longer than the timeout, and a long wait is reported.
/// </summary>
internal sealed class Shutdown
{
    /// <summary>After a second Ctrl+C, the shutdown still cancels the tasks and waits this long for them.</summary>
    internal static readonly TimeSpan InterruptedLimit = TimeSpan.FromSeconds(1);

    // After this time, the shutdown reports what it is waiting for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // Cleanups may start tasks whose cleanups start more tasks: this many generations are canceled.
    private const int Generations = 100;

    private readonly EventLoop _loop;
    private readonly TimeSpan _limit;
    private readonly TimeSpan _start;
    private string? _givenUp;

    internal Shutdown(EventLoop loop, TimeSpan limit)
    {
        _loop = loop;
        _limit = limit;
        _start = loop.Time;
    }

    internal void Run()
    {
        CancelTasks();
        Await(_loop.CreateTask(_loop.ShutdownExecutorAsync()));
        for (int i = 0; i < Generations && _givenUp is null && _loop.HasUnfinishedWork; i++)
        {
            CancelTasks();
            CancelStrayWaits();
        }

        if (_givenUp is not null)
        {
            Report($"{_givenUp}; the loop is closed, and this is left:{Environment.NewLine}{_loop.DescribeUnfinishedWork()}");
            _loop.ReportsUnfinishedTasks = false;
        }
    }

    private void CancelTasks()
    {
        IReadOnlyList<LoopTask> tasks = _loop.AllTasks();
        if (tasks.Count == 0 || _givenUp is not null)
        {
            return;
        }

        foreach (LoopTask task in tasks)
        {
            task.Cancel("The run has ended: it cancels the tasks that are left.");
        }

        Await(Asyncio.GatherSettled(tasks));
        foreach (LoopTask task in tasks)
        {
            if (task is { IsDone: true, IsCanceled: false, Exception: { } exception })
            {
                _loop.Report(LoopErrorKind.Other, "unhandled exception during Asyncio.Run() shutdown", exception, task);
            }
        }
    }

    // Plain async methods that no longer belong to a task. One iteration is enough for those that accept the cancellation.
    private void CancelStrayWaits()
    {
        if (_givenUp is null && _loop.CancelStrayWaits())
        {
            Await(_loop.CreateTask(Asyncio.Sleep(0)));
        }
    }

    private void Await(Future future)
    {
        // On virtual time, a timeout would be a timer that the clock jumps to; there the clock itself detects waits that never complete.
        bool isLimited = !_loop.Clock.IsVirtual;
        TimerHandle limit = default;
        TimerHandle patience = default;
        if (isLimited)
        {
            limit = _loop.CallAt(LoopTime.IsNever(_limit) ? _limit : LoopTime.After(_start.Ticks, _limit), GiveUp);
            patience = _loop.CallAt(_start + s_patience, SayWhatIsWaitedFor);
        }

        try
        {
            _loop.RunUntilComplete(future);
        }
        catch (InvalidOperationException) when (_givenUp is not null && !future.IsDone)
        {
        }
        catch (ConsoleInterruptedException)
        {
            _givenUp = "The shutdown was interrupted";
        }
        finally
        {
            limit.Cancel();
            patience.Cancel();
        }
    }

    private void GiveUp()
    {
        _givenUp = FormattableString.Invariant(
            $"The shutdown did not end within {_limit.TotalSeconds:0.###} seconds (RunOptions.ShutdownTimeout)");
        _loop.Stop();
    }

    private void SayWhatIsWaitedFor()
    {
        string seconds = FormattableString.Invariant($"{(_loop.Time - _start).TotalSeconds:0}");
        Report($"The shutdown has been waiting for {seconds} seconds for:{Environment.NewLine}{_loop.DescribeUnfinishedWork()}");
    }

    private void Report(string message) => _loop.Report(LoopErrorKind.LeftOpen, message);
}
