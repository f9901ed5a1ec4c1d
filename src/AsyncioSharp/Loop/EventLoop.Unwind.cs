namespace AsyncioSharp;

/// <content>Propagating cancellations through coroutines that have no exception handlers.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Ends a suspended frame, and then the frames that await it, as if its await had thrown a <see cref="LoopCanceledException"/>. Stops
    /// at the first body with a handler that the exception would run. Throwing and catching in each frame would cost 20 times as much.
    /// </summary>
    /// <param name="frame">The frame; its <see cref="Frame.PassesCancellation"/> is true.</param>
    /// <param name="cause">The exception if it already exists; otherwise its message, or null.</param>
    internal void Unwind(Frame frame, object? cause)
    {
        while (frame.Parent is { } parent)
        {
            parent.WaitingOn = null;
            if (!parent.PassesCancellation)
            {
                frame.EndCanceled(cause as LoopCanceledException ?? new LoopCanceledException(cause as string));
                Drive(parent);
                return;
            }

            frame.DiscardBody();
            frame.Recycle();
            frame = parent;
        }

        LoopTask task = frame.Task!;
        frame.DiscardBody();
        frame.Recycle();
        task.FinishCanceled(cause);
    }
}
