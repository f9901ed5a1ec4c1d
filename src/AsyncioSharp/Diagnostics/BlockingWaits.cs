namespace AsyncioSharp;

/// <summary>
/// Debug mode: reports blocking waits on the loop's thread, with the stack of the call. Covers Task.Wait and Result, WaitOne,
/// SemaphoreSlim.Wait, contended locks and Thread.Join. Thread.Sleep is covered by the slow-step report instead.
/// </summary>
internal static class BlockingWaits
{
    [ThreadStatic]
    private static bool t_reporting;

    /// <summary>Suppresses reports on this thread until the result is disposed.</summary>
    internal static Silence Ignore()
    {
        bool before = t_reporting;
        t_reporting = true;
        return new Silence(before);
    }

    internal static void Report(EventLoop loop, int millisecondsTimeout)
    {
        // A wait of zero does not block. The report itself may block, on the console.
        if (millisecondsTimeout == 0 || t_reporting || EventLoop.Current != loop)
        {
            return;
        }

        t_reporting = true;
        try
        {
            const string Message =
                "Blocking wait on the loop's thread (AIO102 finds waits on tasks at compile time, AIO104 waits on primitives)";
            string report = Message + Environment.NewLine + UserStack.Capture();
            loop.Report(LoopErrorKind.BlockingWait, report, future: loop.CurrentTaskOrNull);
        }
        finally
        {
            t_reporting = false;
        }
    }

    /// <summary>Restores reporting when disposed.</summary>
    internal readonly struct Silence(bool before) : IDisposable
    {
        public void Dispose() => t_reporting = before;
    }
}
