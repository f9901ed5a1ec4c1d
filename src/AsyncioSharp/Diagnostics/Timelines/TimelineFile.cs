namespace AsyncioSharp;

/// <summary>A recording that is written to a file when it is disposed, or when its loop is closed.</summary>
internal sealed class TimelineFile : IDisposable
{
    private readonly EventLoop _loop;
    private readonly string _path;
    private FileStream? _file;

    /// <summary>Opens the file at once, so that a path that cannot be written is known before anything has run.</summary>
    internal TimelineFile(EventLoop loop, string path)
    {
        _loop = loop;
        _path = path;
        loop.ThrowIfRecording();
        _file = Open(path);
        loop.StartRecording(path, this);
    }

    public void Dispose()
    {
        if (_file is not null)
        {
            _loop.CheckThread();
            Finish();
        }
    }

    /// <summary>
    /// Writes the file. What goes wrong is reported: whoever disposes a recording may have an exception of another kind under way.
    /// </summary>
    internal void Finish()
    {
        if (_file is not { } file)
        {
            return;
        }

        _file = null;
        TimelineData data = _loop.StopRecording();
        try
        {
            using (file)
            {
                TimelineJson.Write(file, data);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _loop.CallExceptionHandler(new LoopErrorContext { Message = $"The timeline could not be written to '{_path}'", Exception = e });
        }
    }

    // Not shared: a second recording to the same file is refused, also from another process.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException($"The timeline cannot be written to '{path}': {e.Message}", e);
        }
    }
}
