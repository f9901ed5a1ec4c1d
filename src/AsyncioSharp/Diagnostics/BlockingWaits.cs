namespace AsyncioSharp;

/// <summary>
/// Debug mode: says who blocks the loop's thread on a wait handle, at the call, with its stack. Task.Wait and Result, WaitOne,
/// SemaphoreSlim.Wait, contended locks and Thread.Join come here; Thread.Sleep does not, the slow-step report has it.
/// </summary>
internal static class BlockingWaits
{
    [ThreadStatic]
    private static bool t_reporting;

    /// <summary>No reports on this thread until the result is disposed.</summary>
    internal static Silence Ignore()
    {
        bool before = t_reporting;
        t_reporting = true;
        return new Silence(before);
    }

    internal static void Report(EventLoop loop, int millisecondsTimeout)
    {
        // A wait of zero only looks; and the report itself may wait, for the console.
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

    /// <summary>Ends the silence when disposed.</summary>
    internal readonly struct Silence(bool before) : IDisposable
    {
        public void Dispose() => t_reporting = before;
    }
}
