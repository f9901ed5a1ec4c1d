namespace AsyncioSharp;

/// <summary>
/// A request from another thread for a loop's task dump. The loop answers between two steps; if it does not answer, it is blocked.
/// </summary>
internal sealed class DumpRequest : WorkItem, IDisposable
{
    // Each round takes 0.2 s.
    private const int MaxRounds = 20;

    private readonly EventLoop _loop;
    private readonly DumpFormat _format;
    private readonly LoopTimesReading _times;
    private readonly ManualResetEventSlim _answered = new();
    private volatile string? _answer;
    private volatile bool _hasBegun;

    internal DumpRequest(EventLoop loop, DumpFormat format)
    {
        _loop = loop;
        _format = format;

        // Read before the request wakes the loop.
        _times = loop.Times.Read();
        loop.TryEnqueueFromAnywhere(this, null);
    }

    public void Dispose() => _answered.Dispose();

    /// <summary>
    /// Returns the answer or, without one, what is visible from outside. A loop counts as blocked only if it stays in one iteration for
    /// <paramref name="patience"/> and is not waiting. A thread that gets no CPU time may need several rounds.
    /// </summary>
    internal string Wait(TimeSpan patience)
    {
        for (int i = 0; i < MaxRounds; i++)
        {
            long iteration = _loop.Iteration;
            if (_answered.Wait(patience))
            {
                return _answer ?? string.Empty;
            }

            LoopTimesReading times = _loop.Times.Read();
            if (!times.IsWaiting && !_hasBegun && _loop.Iteration == iteration)
            {
                break;
            }
        }

        return _loop.IsRunning ? LoopHeadline.OfBlocked(_loop, _loop.Times.Read()) : string.Empty;
    }

    internal override void Run(EventLoop loop, object? state)
    {
        _hasBegun = true;
        loop.EnterCallback(null);
        var graph = new WaitGraph(loop.AllTasks());
        string tasks = _format == DumpFormat.Table ? TaskTable.Of(graph) : TaskDump.Tree(graph);
        _answer = LoopHeadline.Of(loop, _times) + tasks + Stuck.Explain(loop, graph);
        Answer();
    }

    internal override void Abandon(EventLoop loop, object? state) => Answer();

    private void Answer()
    {
        try
        {
            _answered.Set();
        }
        catch (ObjectDisposedException)
        {
            // The requester has given up.
        }
    }
}
