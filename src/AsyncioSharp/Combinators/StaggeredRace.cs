namespace AsyncioSharp;

/// <summary>A running race. Each alternative that starts adds a task.</summary>
internal sealed class StaggeredRace<T>(IReadOnlyList<Func<Coroutine<T>>> alternatives, TimeSpan? delay)
{
    private readonly List<LoopTask> _tasks = [];
    private readonly List<Exception?> _exceptions = [];
    private int? _winner;
    private T? _result;

    internal async Coroutine<RaceResult<T>> Run()
    {
        _tasks.Add(Asyncio.CreateTask(RunNext(null)));
        try
        {
            int done = 0;
            while (done != _tasks.Count)
            {
                done = (await Asyncio.Wait(_tasks)).Done.Count;
            }

            return new RaceResult<T>(_winner, _result, _exceptions);
        }
        finally
        {
            foreach (LoopTask task in _tasks)
            {
                task.Cancel();
            }
        }
    }

    private async Coroutine RunNext(AsyncEvent? previousFailed)
    {
        if (previousFailed is not null)
        {
            try
            {
                await Asyncio.WaitFor(previousFailed.WaitAsync(), delay);
            }
            catch (TimeoutException)
            {
                // The head start of the previous alternative has elapsed.
            }
        }

        int index = _exceptions.Count;
        if (index >= alternatives.Count)
        {
            return;
        }

        var failed = new AsyncEvent();
        _tasks.Add(Asyncio.CreateTask(RunNext(failed)));
        _exceptions.Add(null);
        try
        {
            T result = await alternatives[index]();
            _winner = index;
            _result = result;
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            // A canceled alternative counts as failed: its exception is recorded.
            _exceptions[index] = e;
            failed.Set();
            return;
        }

        for (int i = 0; i < _tasks.Count; i++)
        {
            if (i != index)
            {
                _tasks[i].Cancel();
            }
        }
    }
}
