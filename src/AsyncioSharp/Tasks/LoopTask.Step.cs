using System.Diagnostics;

namespace AsyncioSharp;

/// <content>One step: from a wake-up to the next suspension.</content>
public partial class LoopTask
{
    /// <summary>Resumes <paramref name="frame"/>, the innermost frame of this task or of a plain async method in it.</summary>
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

    /// <summary>Resumes a frame whose body has nothing to run when the future that it awaits was canceled.</summary>
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

    /// <summary>Makes this the current task: its synchronization context and its execution context are the thread's from now on.</summary>
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
    /// One context a task: what the body set stays for its next step, whoever runs in between (S272). Called when somebody else is about to
    /// run, rather than after each step.
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

    /// <summary>A wait of this task has begun. A cancellation that is due cancels it at once (DESIGN.md, scheduling contract, rule 8).</summary>
    internal void AfterSuspend(Frame frame)
    {
        if (_mustCancel && frame.CancelWait(Details?.CancelMessage))
        {
            CancellationDelivered();
        }
    }

    internal void AddInnerWait(ContinuationFrame frame) => (MakeDetails().InnerWaits ??= []).Add(frame);

    internal bool RemoveInnerWait(ContinuationFrame frame) => Details?.InnerWaits?.Remove(frame) == true;

    /// <summary>Plain async methods of this task that wait for something of the loop.</summary>
    internal IReadOnlyList<ContinuationFrame> InnerWaits => Details?.InnerWaits ?? (IReadOnlyList<ContinuationFrame>)[];
}
