using System.Diagnostics;

namespace AsyncioSharp;

/// <content>Running coroutines: the trampoline, and the current task.</content>
public sealed partial class EventLoop
{
    /// <summary>Up to this await depth, children run inline; deeper ones go through the trampoline. This bounds the stack.</summary>
    internal const int InlineDepth = 48;

    /// <summary>The number of nested coroutines on the stack.</summary>
    internal int Depth;

    /// <summary>A claimed child that <see cref="Drive"/> must start because the stack is already at its depth limit.</summary>
    internal Frame? Next;

    /// <summary>
    /// The exception that the resumed leaf throws instead of returning: a cancellation, or a misuse detected when it suspended.
    /// </summary>
    internal Exception? Injected;

    /// <summary>Takes the pending exception of the resumed leaf; null when it resumes normally.</summary>
    internal Exception? TakeInjected()
    {
        Exception? injected = Injected;
        if (injected is not null)
        {
            Injected = null;
        }

        return injected;
    }

    /// <summary>Times the bodies of the current step in debug mode; otherwise null.</summary>
    internal StepWatch? StepWatch;

    /// <summary>Set when a cancellation, passed along the chain of awaits, reaches a task that it has already visited.</summary>
    internal bool CancelCycle;

    /// <summary>The task whose token is being canceled. Foreign waits of that task that end meanwhile were ended by its token.</summary>
    internal LoopTask? TaskOfCanceledToken;

    /// <summary>The resumed plain async method that is running, or null.</summary>
    internal ContinuationFrame? Continuing;

    /// <summary>
    /// The task whose step is running, or ran last if no other user code has run since; null in callbacks. While it is set, the thread has
    /// this task's synchronization context.
    /// </summary>
    internal LoopTask? CurrentTaskOrNull;

    /// <summary>The execution context of the run. Work created while context flow was suppressed runs in it.</summary>
    internal ExecutionContext? RunContext;

    // Whether the thread has the loop's own synchronization context, so that consecutive callbacks need not set it again.
    private bool _hasLoopContext;

    /// <summary>
    /// The trampoline: runs a frame, then the child it wants to start or the parent it completes, and so on until a frame suspends. A deep
    /// or long chain of awaits uses no stack and takes no iterations.
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

            System.Diagnostics.Debug.Assert(frame.State == FrameState.Started, "Only a started body is resumed.");
            bool hasEnded = frame.MoveNext(this);
            System.Diagnostics.Debug.Assert(Depth >= 0, "Every inline call is left.");
            if (Next is { } next)
            {
                Next = null;
                frame = next;
                continue;
            }

            if (!hasEnded)
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
    /// Ends a frame's foreign wait. Called on any thread, or during another step, so it only queues the frame.
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

    /// <summary>Resumes a frame without a task: a plain async method called by a callback.</summary>
    internal void StepWithoutTask(Frame frame)
    {
        EnterCallback(null);
        frame.WaitingOn = null;
        Depth = 0;
        Drive(frame);
    }

    /// <summary>
    /// Prepares the thread for a user callback: no current task, the loop's synchronization context, the callback's execution context.
    /// </summary>
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
    /// Sets the thread's synchronization context. If a callback sets another one and does not restore it, the callbacks directly after it
    /// see that one too.
    /// </summary>
    internal void SetContext(SynchronizationContext? context)
    {
        _hasLoopContext = false;
        SynchronizationContext.SetSynchronizationContext(context);
    }

    /// <summary>Saves the current task's execution context and clears the current task, before anything other than its step runs.</summary>
    internal void LeaveTask()
    {
        if (CurrentTaskOrNull is { } task)
        {
            task.KeepExecution(ExecutionContext.Capture());
            CurrentTaskOrNull = null;
        }
    }
}
