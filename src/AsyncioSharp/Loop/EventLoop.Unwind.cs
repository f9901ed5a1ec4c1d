namespace AsyncioSharp;

/// <content>Cancellations on their way out, through coroutines that cannot see them.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Ends a suspended frame, and then the frames that await it, as if its await had thrown a <see cref="LoopCanceledException"/>. It goes on
    /// as long as no body has a handler that the exception would run: to throw and catch it in each frame costs 20 times as much.
    /// </summary>
    /// <param name="frame">The frame; its <see cref="Frame.PassesCancellation"/> is true.</param>
    /// <param name="cause">The exception if there is one already; else its message, or null.</param>
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
