using System.Diagnostics;

namespace AsyncioSharp;

/// <content>Running coroutines: the trampoline, and who runs now.</content>
public sealed partial class EventLoop
{
    /// <summary>So many awaits deep, children run inline; deeper ones go through the trampoline. Bounds the stack.</summary>
    internal const int InlineDepth = 48;

    /// <summary>How many coroutines run inside each other on the stack now.</summary>
    internal int Depth;

    /// <summary>A claimed child that <see cref="Drive"/> has to start, because the stack is deep enough.</summary>
    internal Frame? Next;

    /// <summary>
    /// The exception that the leaf being resumed throws instead of returning: a cancellation, or a misuse found when it suspended.
    /// </summary>
    internal Exception? Injected;

    /// <summary>Times the bodies of the step that runs now, in debug mode; null otherwise.</summary>
    internal StepWatch? StepWatch;

    /// <summary>Set when a cancellation, on its way down, came back to a task that it came from.</summary>
    internal bool CancelCircle;

    /// <summary>The task whose token is being tripped: what ends meanwhile ends because of that.</summary>
    internal LoopTask? Tripping;

    /// <summary>The plain async method that was resumed and runs now, if one does.</summary>
    internal ContinuationFrame? Continuing;

    /// <summary>
    /// The task whose step runs now, or ran last when nothing of the user's has run since; null in callbacks. Its synchronization context is
    /// the thread's.
    /// </summary>
    internal LoopTask? CurrentTaskOrNull;

    /// <summary>The execution context in which the loop runs: that of what was made while the flow of contexts was suppressed.</summary>
    internal ExecutionContext? RunContext;

    // Whether the thread's synchronization context is the loop's own: callbacks in a row need not set it again.
    private bool _hasLoopContext;

    /// <summary>
    /// The trampoline: runs a frame, then whichever child it handed over or whichever parent it completed, until something suspends. Neither
    /// depth nor the length of a chain uses the stack, and none of it costs an iteration.
    /// </summary>
    [StackTraceHidden]
    internal void Drive(Frame frame)
    {
        while (true)
        {
            if (frame.State == FrameState.Claimed)
            {
                frame.State = FrameState.Started;
            }

            frame.MoveNext(this);
            if (Next is { } next)
            {
                Next = null;
                frame = next;
                continue;
            }

            if (frame.State != FrameState.Completed)
            {
                return;
            }

            if (frame.Parent is not { } parent)
            {
                frame.CompleteTask(frame.Task!);
                return;
            }

            parent.WaitingOn = null;
            if (frame.Error is LoopCanceledException cancellation && parent.PassesCancellation)
            {
                frame.Recycle();
                Unwind(parent, cancellation);
                return;
            }

            frame = parent;
        }
    }

    /// <summary>
    /// What a frame waited for is over, and it is not ours. From any thread, or in the middle of a step: nothing runs here.
    /// </summary>
    internal void EndForeignWait(Frame frame)
    {
        ForeignKinds?.EndFrame(frame);
        if (Current != this)
        {
            EnqueueFromAnywhere(frame);
            return;
        }

        frame.Task?.NoteEndOfForeignWait();
        if (Continuing?.TryHandOver(frame) != true)
        {
            Ready.Enqueue(frame, null);
        }
    }

    /// <summary>Resumes a frame that no task owns: a plain async method that a callback called.</summary>
    internal void StepWithoutTask(Frame frame)
    {
        EnterCallback(null);
        frame.WaitingOn = null;
        Depth = 0;
        Drive(frame);
    }

    /// <summary>Before a callback of the user's: no task, the loop's synchronization context, the callback's execution context.</summary>
    internal void EnterCallback(ExecutionContext? context)
    {
        LeaveTask();
        if (!_hasLoopContext)
        {
            SetContext(Context);
            _hasLoopContext = true;
        }

        if (context is not null && context != ExecutionContext.Capture())
        {
            ExecutionContext.Restore(context);
        }
    }

    /// <summary>
    /// Makes it the thread's synchronization context. A callback that sets another one and leaves it does so for the callbacks right behind it,
    /// too.
    /// </summary>
    internal void SetContext(SynchronizationContext? context)
    {
        _hasLoopContext = false;
        SynchronizationContext.SetSynchronizationContext(context);
    }

    /// <summary>Something else than a step runs next, and may change what the thread carries.</summary>
    internal void LeaveTask()
    {
        if (CurrentTaskOrNull is { } task)
        {
            task.KeepExecution(ExecutionContext.Capture());
            CurrentTaskOrNull = null;
        }
    }
}
