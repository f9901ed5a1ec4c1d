using System.Diagnostics;

namespace AsyncioSharp;

/// <content>One step: from a wake-up to the next suspension.</content>
public partial class LoopTask
{
    /// <summary>Resumes <paramref name="frame"/>, the innermost frame of this task or of a plain async method in it.</summary>
    [StackTraceHidden]
    internal void Step(EventLoop loop, Frame frame)
    {
        loop.CurrentTaskOrNull = this;
        SynchronizationContext.SetSynchronizationContext(_context);
        ExecutionContext? execution = _execution;
        if (execution != ExecutionContext.Capture() && execution is not null)
        {
            ExecutionContext.Restore(execution);
        }

        if (!_mustCancel || PrepareCancellation(loop, frame))
        {
            frame.WaitingOn = null;
            loop.Depth = 0;
            loop.Drive(frame);
        }

        // One context a task: what the body set stays for its next step, whoever ran in between (S272).
        _execution = ExecutionContext.Capture();
        loop.CurrentTaskOrNull = null;
        loop.Injected = null;
    }

    /// <summary>A wait of this task has begun. A cancellation that is due cancels it at once (rule 8).</summary>
    internal void AfterSuspend(Frame frame)
    {
        if (_mustCancel && frame.CancelWait(_details?.CancelMessage))
        {
            CancellationDelivered();
        }
    }

    internal void AddInnerWait(ContinuationFrame frame) => (Details.InnerWaits ??= []).Add(frame);

    internal void RemoveInnerWait(ContinuationFrame frame) => _details?.InnerWaits?.Remove(frame);
}
