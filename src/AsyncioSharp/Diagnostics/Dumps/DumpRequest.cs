namespace AsyncioSharp;

/// <summary>Asks a loop, from another thread, what its tasks do. The loop answers between two steps; if it does not, it is blocked.</summary>
internal sealed class DumpRequest : WorkItem, IDisposable
{
    private readonly EventLoop _loop;
    private readonly DumpFormat _format;
    private readonly LoopTimesReading _times;
    private readonly ManualResetEventSlim _answered = new();
    private volatile string? _answer;

    internal DumpRequest(EventLoop loop, DumpFormat format)
    {
        _loop = loop;
        _format = format;

        // Before the loop is woken by the question.
        _times = loop.Times.Read();
        loop.TryEnqueueFromAnywhere(this, null);
    }

    public void Dispose() => _answered.Dispose();

    /// <summary>The answer, or what can be seen from outside when there is none in time.</summary>
    internal string Wait(TimeSpan patience)
    {
        if (_answered.Wait(patience) && _answer is { } answer)
        {
            return answer;
        }

        LoopTimesReading times = _loop.Times.Read();
        return times.IsRunning ? LoopHeadline.OfBlocked(_loop, times) : string.Empty;
    }

    internal override void Run(EventLoop loop, object? state)
    {
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
