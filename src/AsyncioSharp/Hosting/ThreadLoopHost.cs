namespace AsyncioSharp;

/// <summary>A loop with a thread of its own.</summary>
internal sealed class ThreadLoopHost : LoopHost
{
    private bool _closing; // loop's thread

    internal ThreadLoopHost(LoopHostOptions options)
        : base(CreateLoop(options.TimeProvider), options)
    {
        // Unsafe: the loop must not keep the execution context of whoever needed it first.
        new Thread(Run) { IsBackground = true, Name = options.Name }.UnsafeStart();
    }

    // Stop is for the loop's thread, and the loop may not have started yet: the callback waits for it.
    private protected override void BeginClose() => Loop.CallSoonThreadSafe(() =>
    {
        _closing = true;
        Loop.Stop();
    });

    private protected override void WatchStop(TimeProvider time, TimeSpan patience)
    {
    }

    // An epoll waits in the machine's time.
    private static EventLoop CreateLoop(TimeProvider time) =>
        time == SystemClock.Provider ? new EventLoop() : new EventLoop(new ThreadClock(time)) { PollerKind = PollerKind.Completion };

    // The loop belongs to the host: a callback that stops it, or an exception that leaves it, does not end it.
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
