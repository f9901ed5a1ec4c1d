namespace AsyncioSharp;

/// <content>Functions that <see cref="Asyncio.ToThread(Action)"/> runs elsewhere.</content>
public sealed partial class EventLoop
{
    private int _threadWork;
    private Future? _threadWorkDone;

    internal void ThreadWorkStarted() => _threadWork++;

    internal void ThreadWorkEnded()
    {
        if (--_threadWork == 0)
        {
            _threadWorkDone?.TryComplete(FutureStatus.Succeeded, null);
        }
    }

    /// <summary>A future that is done when no function runs on a thread for this loop any more.</summary>
    internal Future JoinThreads()
    {
        _threadWorkDone = new Future(this);
        if (_threadWork == 0)
        {
            _threadWorkDone.TryComplete(FutureStatus.Succeeded, null);
        }

        return _threadWorkDone;
    }
}
