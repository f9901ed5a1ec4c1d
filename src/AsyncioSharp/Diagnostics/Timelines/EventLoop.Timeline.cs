namespace AsyncioSharp;

/// <content>Recording of timelines.</content>
public sealed partial class EventLoop
{
    // What the recording is written to when the loop is closed before it is disposed.
    private TimelineFile? _recording;

    // Whether iterations run their items one by one with what debug mode, permuted schedules and recordings need.
    private bool _isWatched;

    // Whether such an iteration runs now.
    private bool _isInWatchedIteration;

    /// <summary>Records what the loop does; null while nothing is recorded.</summary>
    internal TimelineRecorder? Recorder { get; private set; }

    /// <summary>
    /// Records what the loop does from now on, until the result is disposed or the loop is closed, and then writes it to a file. See
    /// <see cref="Asyncio.RecordTimeline"/>.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <returns>Ends the recording when disposed, on the loop's thread.</returns>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    /// <exception cref="InvalidOperationException">The loop is being recorded already, is closed, or runs on another thread.</exception>
    public IDisposable RecordTimeline(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfClosed();
        CheckThread();
        return new TimelineFile(this, path);
    }

    internal void ThrowIfRecording()
    {
        if (Recorder is { } recorder)
        {
            throw new InvalidOperationException($"The timeline of this event loop is being recorded already, to {recorder.Target}.");
        }
    }

    /// <summary>Begins a recording. Within a step: with the rest of that step.</summary>
    internal void StartRecording(string target, TimelineFile? file, int capacity = TimelineRecorder.DefaultCapacity)
    {
        ThrowIfRecording();
        _recording = file;
        Recorder = new TimelineRecorder(this, target, capacity);
        if (_running && LoopThread.Current.Loop == this)
        {
            if (!_isInWatchedIteration)
            {
                Ready.Replace(static item => new RecordedWorkItem(item));
            }

            Recorder.BeginWithinStep(isUnwatched: !_isInWatchedIteration);
        }

        UpdateWatched();
    }

    /// <summary>Ends the recording.</summary>
    internal TimelineData StopRecording()
    {
        TimelineData data = Recorder!.Finish();
        Recorder = null;
        _recording = null;
        UpdateWatched();
        return data;
    }

    // A recording of a tool ends with its loop: nothing is left to ask.
    private void EndRecording()
    {
        if (_recording is { } file)
        {
            file.Finish();
        }
        else if (Recorder is not null)
        {
            StopRecording();
        }
    }

    private void UpdateWatched() => _isWatched = Debug || Shuffle is not null || Recorder is not null;
}
