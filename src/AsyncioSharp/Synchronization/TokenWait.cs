namespace AsyncioSharp;

/// <summary>
/// A wait in a wait queue that a cancellation token can end. The token may be canceled on any thread; the wait ends on the loop's thread.
/// </summary>
internal sealed class TokenWait<T> : WorkItem
{
    private readonly EventLoop _loop;
    private WaitingFrame<T>? _frame; // loop thread only; null once the wait has ended
    private CancellationTokenRegistration _registration;

    private TokenWait(EventLoop loop, WaitingFrame<T> frame)
    {
        _loop = loop;
        _frame = frame;
    }

    /// <summary>True if the token, and nothing else, ended the wait.</summary>
    internal bool HasEndedTheWait { get; private set; }

    internal static TokenWait<T> Begin(WaitingFrame<T> frame, CancellationToken token)
    {
        var wait = new TokenWait<T>(EventLoop.CurrentOrThrow(), frame);
        wait._registration = token.UnsafeRegister(static state => ((TokenWait<T>)state!).OnTokenCanceled(), wait);
        return wait;
    }

    /// <summary>The wait has ended.</summary>
    internal void End()
    {
        _frame = null;
        _registration.Unregister();
    }

    internal override void Run(EventLoop loop, object? state)
    {
        if (_frame?.CancelWait(null) == true)
        {
            HasEndedTheWait = true;
        }
    }

    private void OnTokenCanceled() => _loop.EnqueueFromAnywhere(this);
}
