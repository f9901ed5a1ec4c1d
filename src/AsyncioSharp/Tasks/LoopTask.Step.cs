using System.Diagnostics;

namespace AsyncioSharp;

/// <content>One step: from a wake-up to the next suspension.</content>
public partial class LoopTask
{
    /// <summary>Resumes <paramref name="frame"/>, the innermost frame of this task or of a plain async method running in it.</summary>
    [StackTraceHidden]
    internal void Step(EventLoop loop, Frame frame)
    {
        if (loop.CurrentTaskOrNull != this)
        {
            Enter(loop);
        }

        if (!_mustCancel || PrepareCancellation(loop, frame))
        {
            frame.WaitingOn = null;
            loop.Depth = 0;
            loop.Drive(frame);
        }
    }

    /// <summary>Resumes a frame after the future it awaits was canceled, where the body has no code to run for that.</summary>
    internal void StepCanceled(EventLoop loop, Frame frame, Future future)
    {
        if (_mustCancel)
        {
            Step(loop, frame);
            return;
        }

        if (loop.CurrentTaskOrNull != this)
        {
            Enter(loop);
        }

        frame.WaitingOn = null;
        loop.Depth = 0;
        loop.Unwind(frame, future.TakeCancellation());
    }

    /// <summary>Makes this the current task: the thread uses its synchronization context and execution context from now on.</summary>
    internal void Enter(EventLoop loop)
    {
        ExecutionContext? current = ExecutionContext.Capture();
        loop.CurrentTaskOrNull?.KeepExecution(current);
        loop.CurrentTaskOrNull = this;
        loop.SetContext(_context);
        if ((Execution ?? loop.RunContext) is { } own && own != current)
        {
            ExecutionContext.Restore(own);
        }
    }

    /// <summary>
    /// A task has one context: changes made by the body persist to its next step, whatever runs in between (S272). Called when other code
    /// is about to run, not after each step.
    /// </summary>
    internal void KeepExecution(ExecutionContext? current)
    {
        if (_extra is TaskDetails details)
        {
            details.Execution = current;
        }
        else if (_extra != current)
        {
            _extra = current;
        }
    }

    /// <summary>
    /// A wait of this task has begun. A pending cancellation cancels it immediately (DESIGN.md, scheduling contract, rule 8).
    /// </summary>
    internal void AfterSuspend(Frame frame)
    {
        if (_mustCancel && frame.CancelWait(Details?.CancelMessage))
        {
            CancellationDelivered();
        }
    }

    internal void AddInnerWait(ContinuationFrame frame) => (MakeDetails().InnerWaits ??= []).Add(frame);

    internal bool RemoveInnerWait(ContinuationFrame frame) => Details?.InnerWaits?.Remove(frame) == true;

    /// <summary>The plain async methods of this task that wait for something on the loop.</summary>
    internal IReadOnlyList<ContinuationFrame> InnerWaits => Details?.InnerWaits ?? (IReadOnlyList<ContinuationFrame>)[];
}
