namespace AsyncioSharp;

/// <summary>
/// A function on another thread, as virtual time sees it: while it waits for a coroutine that it has submitted, time has to go on.
/// </summary>
internal abstract class ExecutorWork(EventLoop loop) : WorkItem
{
    [ThreadStatic]
    private static ExecutorWork? t_current;

    private int _submissions;
    private bool _isOver; // loop thread only

    /// <summary>The function that runs on this thread, or null.</summary>
    internal static ExecutorWork? Current => t_current;

    /// <summary>The function has submitted a coroutine. On its thread.</summary>
    internal void BeginSubmission(EventLoop target)
    {
        if (target == loop && Interlocked.Increment(ref _submissions) == 1)
        {
            loop.CountWaitingWork(1);
        }
    }

    /// <summary>A coroutine that it submitted has ended. On the loop's thread.</summary>
    internal void EndSubmission(EventLoop target)
    {
        if (target == loop && !_isOver && Interlocked.Decrement(ref _submissions) == 0)
        {
            loop.CountWaitingWork(-1);
        }
    }

    private protected void Enter() => t_current = this;

    private protected static void Leave() => t_current = null;

    /// <summary>The function is over. On the loop's thread.</summary>
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
