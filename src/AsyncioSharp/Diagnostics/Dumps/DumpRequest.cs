namespace AsyncioSharp;

/// <summary>
/// Asks a loop, from another thread, what its tasks do. The loop answers between two steps; if it does not, it is blocked.
/// </summary>
internal sealed class DumpRequest : WorkItem, IDisposable
{
    // Of 0.2 s each.
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

        // Before the loop is woken by the question.
        _times = loop.Times.Read();
        loop.TryEnqueueFromAnywhere(this, null);
    }

    public void Dispose() => _answered.Dispose();

    /// <summary>
    /// The answer, or what can be seen from outside when there is none. A thread that the machine does not let run is not blocked: only a
    /// loop that stays in one iteration for so long, and does not wait, is.
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
            // Too late: the question was given up.
        }
    }
}
