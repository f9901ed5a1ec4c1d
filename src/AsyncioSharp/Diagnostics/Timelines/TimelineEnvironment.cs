namespace AsyncioSharp;

/// <summary>The variable <c>ASYNCIO_TRACE</c>: each loop of a run is recorded to a file.</summary>
internal static class TimelineEnvironment
{
    private static int s_files;

    /// <summary>Records the loop if the variable says so. A file that cannot be opened is reported, and the program runs without.</summary>
    internal static void Record(EventLoop loop)
    {
        if (Environment.GetEnvironmentVariable("ASYNCIO_TRACE") is not { Length: > 0 } path)
        {
            return;
        }

        string file = FileOf(path, Interlocked.Increment(ref s_files));
        try
        {
            // It ends when the loop is closed.
            _ = new TimelineFile(loop, file);
        }
        catch (IOException e)
        {
            loop.CallExceptionHandler(new LoopErrorContext { Message = $"ASYNCIO_TRACE: {e.Message}", Exception = e });
        }
    }

    /// <summary>The first loop gets the file that is named, the second one <c>name-2</c>; <c>{pid}</c> keeps processes apart.</summary>
    internal static string FileOf(string path, int number)
    {
        path = path.Replace("{pid}", FormattableString.Invariant($"{Environment.ProcessId}"), StringComparison.Ordinal);
        return number == 1
            ? path
            : Path.Combine(
                Path.GetDirectoryName(path) ?? string.Empty,
                FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(path)}-{number}{Path.GetExtension(path)}"));
    }
}
