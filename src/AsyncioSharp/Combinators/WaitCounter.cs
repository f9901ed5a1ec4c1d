namespace AsyncioSharp;

/// <summary>The done callback of all futures of a wait. It counts down and releases the waiter.</summary>
internal sealed class WaitCounter(Future waiter, int left, WaitMode mode) : WorkItem
{
    private int _left = left;

    internal TimerHandle? Timeout { get; set; }

    internal override Future? Completes => waiter;

    internal override void Run(EventLoop loop, object? state)
    {
        var future = (Future)state!;
        _left--;
        if (_left <= 0 || mode == WaitMode.FirstCompleted || (mode == WaitMode.FirstException && HasFailed(future)))
        {
            Timeout?.Cancel();
            waiter.TryComplete(FutureStatus.Succeeded, null);
        }
    }

    // Reading the exception marks it as retrieved, as in asyncio.
    private static bool HasFailed(Future future) => future.Status == FutureStatus.Faulted && future.TakeError() is not null;
}
