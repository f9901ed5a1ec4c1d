using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// Tells whether a foreign await delivered the task's cancellation. The await belongs to the runtime's state machine and its outcome is
/// hidden from us, but a throw is not: while the one step runs that resumes such an await, first-chance exceptions are watched.
/// </summary>
internal sealed class ForeignCancellation : IDisposable
{
    private readonly EventLoop _loop;
    private readonly LoopTask _task;
    private readonly bool _endedByToken;
    private bool _delivered;

    private ForeignCancellation(EventLoop loop, LoopTask task, bool endedByToken)
    {
        _loop = loop;
        _task = task;
        _endedByToken = endedByToken;
        AppDomain.CurrentDomain.FirstChanceException += OnThrow;
    }

    /// <summary>Watches the step that follows; null when the task has no cancellation due.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="task">The task whose step it is.</param>
    /// <param name="endedByToken">Whether the await ended while the task's token was being tripped.</param>
    internal static ForeignCancellation? Watch(EventLoop loop, LoopTask? task, bool endedByToken) =>
        task is { IsDone: false, HasUndeliveredCancellation: true } ? new ForeignCancellation(loop, task, endedByToken) : null;

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= OnThrow;

    // Raised on every thread, for every exception in the process.
    private void OnThrow(object? sender, FirstChanceExceptionEventArgs args)
    {
        if (!_delivered
            && args.Exception is OperationCanceledException exception
            && EventLoop.Current == _loop
            && _loop.CurrentTaskOrNull == _task
            && IsDelivery(exception))
        {
            _delivered = true;
            _task.CancellationDelivered();
        }
    }

    // A timeout that is not ours throws the same type, and a body that handles it goes on for ever if it takes our cancellation along. So
    // only what names our token counts, or is the loop's own exception, or ended while the token was being tripped. A source linked to the
    // token whose await ends later is none of these: then the cancellation is thrown a second time. Twice is better than never.
    private bool IsDelivery(OperationCanceledException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OperationCanceledException { CancellationToken: var token } && _task.Tripped(token))
            {
                return true;
            }
        }

        return (_endedByToken || exception is LoopCanceledException) && IsThrownByAwait();
    }

    // The body may throw and catch a cancellation of its own in the same step; ours must not get lost behind it. So look who throws:
    // between the throw and the body's state machine there is the awaiter. Where methods have no names (AOT without stack trace data) it
    // counts.
    private static bool IsThrownByAwait()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method)
            {
                return true;
            }

            string type = method.DeclaringTypeName ?? string.Empty;
            if (method.Name == "GetResult"
                || type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
                || type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal))
            {
                return true;
            }

            if (method.Name == "MoveNext")
            {
                return false;
            }
        }

        return false;
    }
}
