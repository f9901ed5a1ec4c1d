using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Classifies foreign waits for virtual time. Some end in real time, without the loop; others end only through what the loop does next. The
/// clock must not jump past the first kind, and must advance for the second. The kind is unknown before a wait ends, so it is inferred from
/// earlier waits of the same method.
/// </summary>
internal sealed class ForeignWaitKinds(EventLoop loop)
{
    /// <summary>How long, in real time, the clock stands still for a wait of a method without earlier waits.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // By the type of the frame or of the task, either of which identifies the method. True if another thread ended the wait.
    // The keys are weak, so that an assembly that was loaded for a while can be unloaded.
    private static readonly ConditionalWeakTable<Type, StrongBox<bool>> s_endsByItself = [];

    private int _pending;

    /// <summary>The number of waits that have begun, of frames and others.</summary>
    internal long Begun { get; private set; }

    /// <summary>Called when a frame begins a foreign wait. Loop thread only.</summary>
    internal void Begin()
    {
        Interlocked.Increment(ref _pending);
        Begun++;
    }

    /// <summary>Called when a function on a thread, or the wait for a .NET task, begins. Loop thread only.</summary>
    internal void BeginOther() => Begun++;

    /// <summary>Called when a frame's wait ends. Any thread.</summary>
    internal void EndFrame(Frame frame)
    {
        Interlocked.Decrement(ref _pending);
        if (EventLoop.Current != loop || loop.TaskOfCanceledToken is null)
        {
            // A wait ended by a cancellation does not show how it would have ended otherwise.
            Note(frame);
        }
    }

    /// <summary>Records how the wait of this frame or task ended. Any thread.</summary>
    internal void Note(object waiter)
    {
        bool endsByItself = EventLoop.Current != loop || loop.IsContinuedFromOutside;
        s_endsByItself.GetOrCreateValue(waiter.GetType()).Value = endsByItself;
    }

    /// <summary>
    /// Returns how long to wait in real time before the clock jumps to the next timer. Zero if the pending waits depend on the timer.
    /// </summary>
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

            if (!s_endsByItself.TryGetValue(waiter.GetType(), out StrongBox<bool>? endsByItself))
            {
                unknown++;
            }
            else if (endsByItself.Value)
            {
                return limit;
            }
        }

        // If the loop's TimeProvider has at least as many timers, the waits are assumed to be for those.
        return unknown <= loop.ProviderTimers ? TimeSpan.Zero : PatienceWithin(limit);
    }

    /// <summary>The shorter of <see cref="Patience"/> and the limit.</summary>
    internal static TimeSpan PatienceWithin(TimeSpan limit) => LoopTime.IsNever(limit) || Patience < limit ? Patience : limit;

    private IEnumerable<object> Waiters()
    {
        foreach (LoopTask task in loop.AllTasks())
        {
            foreach (Frame frame in task.WaitsForForeignWork ? task.ForeignFrames : [])
            {
                yield return frame;
            }
        }

        foreach (Frame frame in loop.StrayForeignFrames)
        {
            yield return frame;
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
