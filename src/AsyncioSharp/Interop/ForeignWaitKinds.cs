using System.Collections.Concurrent;

namespace AsyncioSharp;

/// <summary>
/// What virtual time knows of waits for something foreign: whether they end by themselves, in real time, or by what the loop itself does
/// next. The clock must not run past the first, and has to run for the second. Nothing tells before such a wait ends, so the way in which
/// earlier waits of the same method ended counts.
/// </summary>
internal sealed class ForeignWaitKinds(EventLoop loop)
{
    /// <summary>How long, in real time, the clock stands still for a wait of a method of which nothing is known yet.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // By the type of the frame, or of the task: both belong to one method. True: another thread ended it.
    private static readonly ConcurrentDictionary<Type, bool> s_endsByItself = new();

    private int _pending;

    /// <summary>How many waits have begun, of frames and others.</summary>
    internal long Begun { get; private set; }

    /// <summary>A frame has begun such a wait. Loop thread.</summary>
    internal void Begin()
    {
        Interlocked.Increment(ref _pending);
        Begun++;
    }

    /// <summary>A function on a thread, or the wait for a task, has begun. Loop thread.</summary>
    internal void BeginOther() => Begun++;

    /// <summary>A frame's wait has ended. Any thread.</summary>
    internal void EndFrame(Frame frame)
    {
        Interlocked.Decrement(ref _pending);
        if (EventLoop.Current != loop || loop.Tripping is null)
        {
            // A wait that a cancellation ended says nothing about how it would have ended.
            Note(frame);
        }
    }

    /// <summary>The wait of something of this type has ended. Any thread.</summary>
    internal void Note(object waiter) => s_endsByItself[waiter.GetType()] = EventLoop.Current != loop || loop.IsContinuedFromOutside;

    /// <summary>How long to wait in real time before time jumps to the next timer. Zero: what is waited for needs the timer.</summary>
    internal TimeSpan PatienceBeforeTimer(TimeSpan limit)
    {
        if (loop.RunsThreadWork)
        {
            return limit;
        }

        if (Volatile.Read(ref _pending) <= 0 && loop.ForeignFutures.Count == 0)
        {
            return TimeSpan.Zero;
        }

        int unknown = 0;
        foreach (object waiter in Waiters())
        {
            if (waiter is Task { Status: TaskStatus.Running or TaskStatus.WaitingToRun })
            {
                return limit;
            }

            if (!s_endsByItself.TryGetValue(waiter.GetType(), out bool endsByItself))
            {
                unknown++;
            }
            else if (endsByItself)
            {
                return limit;
            }
        }

        // As many timers of the loop's TimeProvider: these are what is waited for.
        return unknown <= loop.ProviderTimers ? TimeSpan.Zero : Patience < limit ? Patience : limit;
    }

    private IEnumerable<object> Waiters()
    {
        foreach (LoopTask task in loop.AllTasks())
        {
            if (task.WaitsForForeignWork && task.InnermostFrame is { } frame)
            {
                yield return frame;
            }
        }

        foreach ((Future future, Task task) in loop.ForeignFutures)
        {
            if (!future.IsDone)
            {
                yield return task;
            }
        }
    }
}
