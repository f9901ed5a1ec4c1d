namespace AsyncioSharp;

/// <summary>
/// Tracks a function on another thread for virtual time, which must advance while the function waits for a coroutine it has submitted.
/// </summary>
internal abstract class ExecutorWork(EventLoop loop) : WorkItem
{
    [ThreadStatic]
    private static ExecutorWork? t_current;

    private int _submissions;
    private bool _isOver; // loop thread only

    /// <summary>The function that is running on this thread, or null.</summary>
    internal static ExecutorWork? Current => t_current;

    /// <summary>Called on the function's thread when it submits a coroutine.</summary>
    internal void BeginSubmission(EventLoop target)
    {
        if (target == loop && Interlocked.Increment(ref _submissions) == 1)
        {
            loop.CountWaitingWork(1);
        }
    }

    /// <summary>Called on the loop's thread when a submitted coroutine has completed.</summary>
    internal void EndSubmission(EventLoop target)
    {
        if (target == loop && !_isOver && Interlocked.Decrement(ref _submissions) == 0)
        {
            loop.CountWaitingWork(-1);
        }
    }

    private protected void Enter() => t_current = this;

    private protected static void Leave() => t_current = null;

    /// <summary>Called on the loop's thread when the function has completed.</summary>
    private protected void End()
    {
        _isOver = true;
        if (_submissions > 0)
        {
            loop.CountWaitingWork(-1);
        }

        loop.ThreadWorkEnded();
    }
}
