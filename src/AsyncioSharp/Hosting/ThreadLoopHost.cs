namespace AsyncioSharp;

/// <summary>A loop with its own thread.</summary>
internal sealed class ThreadLoopHost : LoopHost
{
    private bool _closing; // loop's thread

    internal ThreadLoopHost(LoopHostOptions options)
        : base(CreateLoop(options.TimeProvider), options)
    {
        // UnsafeStart: the loop must not capture the execution context of the thread that created the host.
        new Thread(Run) { IsBackground = true, Name = options.Name }.UnsafeStart();
    }

    // Stop must be called on the loop's thread, and the loop may not have started yet. A callback covers both.
    private protected override void BeginClose() => Loop.CallSoonThreadSafe(() =>
    {
        _closing = true;
        Loop.Stop();
    });

    private protected override void WatchStop(TimeProvider time, TimeSpan patience)
    {
    }

    // epoll waits in real time.
    private static EventLoop CreateLoop(TimeProvider time) =>
        time == SystemClock.Provider ? new EventLoop() : new EventLoop(new ThreadClock(time)) { PollerKind = PollerKind.Completion };

    // Only the host ends the loop. A callback that stops it, or an exception that leaves the run, does not.
    private void Run()
    {
        while (!_closing)
        {
            try
            {
                Loop.RunForever();
            }
            catch (Exception e)
            {
                Loop.Report(LoopErrorKind.Other, "Exception in an iteration of a hosted loop", e);
            }
        }

        (Loop.Clock as HostClock)?.Dispose();
        Close();
    }
}
