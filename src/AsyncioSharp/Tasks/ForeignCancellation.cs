using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// Tells whether a foreign await delivered the task's cancellation. The await belongs to the runtime's state machine and its outcome is
/// hidden from us, but a throw is not: while the one step runs that resumes such an await, first-chance exceptions are watched.
/// </summary>
internal static class ForeignCancellation
{
    internal static void Drive(EventLoop loop, LoopTask task, Frame frame)
    {
        bool watching = true;
        void Watch(object? sender, FirstChanceExceptionEventArgs args)
        {
            // The event is raised on every thread, for every exception in the process.
            if (watching && args.Exception is OperationCanceledException && EventLoop.Current == loop && loop.CurrentTaskOrNull == task)
            {
                watching = false;
                task.CancellationDelivered();
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Watch;
        try
        {
            frame.WaitingOn = null;
            loop.Depth = 0;
            loop.Drive(frame);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Watch;
        }
    }
}
