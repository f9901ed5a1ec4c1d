namespace AsyncioSharp;

/// <summary>One loop that is recorded from another thread: the recording begins and ends between two of its steps.</summary>
internal sealed class RemoteLoop
{
    private const string Target = "'asyncio trace'";

    private readonly EventLoop _loop;
    private readonly ManualResetEventSlim _started = new();
    private readonly ManualResetEventSlim _ended = new();
    private volatile TimelineRecorder? _recorder;
    private volatile TimelineData? _data;
    private volatile string? _refusal;

    internal RemoteLoop(EventLoop loop)
    {
        _loop = loop;
        loop.TryEnqueueFromAnywhere(new StartWorkItem(this), null);
    }

    /// <summary>Waits until the loop records, or is given up: then it starts when it goes on.</summary>
    internal void WaitForStart(TimeSpan patience) => WaitFor(_started, patience);

    /// <summary>A line about it for the user.</summary>
    internal string Describe() => _refusal
        ?? (_recorder is null && _loop.IsRunning
            ? LoopHeadline.OfBlocked(_loop, _loop.Times.Read()).TrimEnd()
            : $"recording event loop '{_loop.Name}'");

    /// <summary>Ends the recording. Of a loop that is blocked it is taken as it is, with the step that does not end.</summary>
    internal TimelineData? Finish(TimeSpan patience)
    {
        _loop.TryEnqueueFromAnywhere(new StopWorkItem(this), null);
        return WaitFor(_ended, patience) ? _data : _data ?? _recorder?.Peek();
    }

    // A thread that the machine does not let run may need several rounds; a loop that is blocked stays in one iteration.
    private bool WaitFor(ManualResetEventSlim signal, TimeSpan patience)
    {
        const int maxRounds = 20;
        for (int i = 0; i < maxRounds; i++)
        {
            long iteration = _loop.Iteration;
            if (signal.Wait(patience))
            {
                return true;
            }

            if (!_loop.IsRunning || (!_loop.Times.Read().IsWaiting && _loop.Iteration == iteration))
            {
                break;
            }
        }

        return signal.IsSet;
    }

    private void Start(EventLoop loop)
    {
        if (loop.Recorder is { } other)
        {
            _refusal = $"event loop '{loop.Name}' is being recorded already, to {other.Target}.";
        }
        else if (!_ended.IsSet)
        {
            loop.StartRecording(Target, null);
            _recorder = loop.Recorder;
        }

        _started.Set();
    }

    private void Stop(EventLoop loop)
    {
        if (_recorder is { } recorder && loop.Recorder == recorder)
        {
            _data = loop.StopRecording();
        }

        _ended.Set();
    }

    private sealed class StartWorkItem(RemoteLoop remote) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            remote.Start(loop);
        }

        internal override void Abandon(EventLoop loop, object? state) => remote._started.Set();
    }

    private sealed class StopWorkItem(RemoteLoop remote) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            remote.Stop(loop);
        }

        internal override void Abandon(EventLoop loop, object? state) => remote._ended.Set();
    }
}
