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
    private bool _delivered;

    private ForeignCancellation(EventLoop loop, LoopTask task)
    {
        _loop = loop;
        _task = task;
        AppDomain.CurrentDomain.FirstChanceException += OnThrow;
    }

    /// <summary>Watches the step that follows; null when the task has no cancellation due.</summary>
    internal static ForeignCancellation? Watch(EventLoop loop, LoopTask? task) =>
        task is { IsDone: false, HasUndeliveredCancellation: true } ? new ForeignCancellation(loop, task) : null;

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= OnThrow;

    // Raised on every thread, for every exception in the process.
    private void OnThrow(object? sender, FirstChanceExceptionEventArgs args)
    {
        if (!_delivered
            && args.Exception is OperationCanceledException exception
            && EventLoop.Current == _loop
            && _loop.CurrentTaskOrNull == _task
            && (_task.Tripped(exception.CancellationToken) || IsThrownByAwait()))
        {
            _delivered = true;
            _task.CancellationDelivered();
        }
    }

    // The body may throw and catch a cancellation of its own in the same step; ours must not get lost behind it. So look who throws: between
    // the throw and the body's state machine there is the awaiter. Where methods have no names (AOT without stack trace data) it counts.
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
