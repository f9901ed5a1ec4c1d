using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// Detects whether a foreign await delivered the task's cancellation. The outcome of such an await is hidden in .NET's state machine, but
/// an exception is visible: first-chance exceptions are observed during the one step that resumes the await.
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

    /// <summary>Observes the next step. Returns null if the task has no undelivered cancellation.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="task">The task whose step it is.</param>
    /// <param name="endedByToken">Whether the await ended while the task's token was being canceled.</param>
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

    // A foreign timeout throws the same exception type. If that counted as the delivery, a body that handles timeouts would swallow the
    // task's cancellation and run forever. So an exception counts only if it has the task's token, is a LoopCanceledException, or comes
    // from an await that ended while the token was being canceled. An await on a linked source that ends later matches none of these. Then
    // the cancellation is thrown a second time: twice is better than never.
    private bool IsDelivery(OperationCanceledException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OperationCanceledException { CancellationToken: var token } && _task.IsOwnCanceledToken(token))
            {
                return true;
            }
        }

        return (_endedByToken || exception is LoopCanceledException) && IsThrownByAwait();
    }

    // The body may throw and catch an unrelated cancellation in the same step, which must not hide the task's. An exception thrown by an
    // await has the awaiter on the stack, before the body's MoveNext. Without method names (AOT without stack trace data), it counts.
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
