using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>Copies the outcome of a future to a <see cref="Task"/>.</summary>
internal static class FutureToTaskAdapter
{
    internal static void Copy<T>(
        Future future, TaskCompletionSource<T> outcome, Func<Future, T> result, CancellationToken cancellationToken = default)
    {
        switch (future.Status)
        {
            case FutureStatus.Succeeded:
                outcome.TrySetResult(result(future));
                break;
            case FutureStatus.Canceled:
                outcome.TrySetCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : CancellationToken.None);
                break;
            default:
                Fail(outcome, future.TakeFailure());
                break;
        }
    }

    internal static Task<T> Of<T>(Future future, Func<Future, T> result)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        future.Loop.CheckThread();
        if (future.IsDone)
        {
            Copy(future, outcome, result);
        }
        else
        {
            var item = new CopyWorkItem<T>(outcome, result);
            if (future.Loop.TryHandOut(item))
            {
                future.AddCallback(item);
            }
            else
            {
                item.Cancel();
            }
        }

        return outcome.Task;
    }

    // A task captures the current stack trace of its exception. Rethrowing first restores the trace of the future's failure, without the
    // frames of earlier awaits.
    [StackTraceHidden]
    private static void Fail<T>(TaskCompletionSource<T> outcome, ExceptionDispatchInfo failure)
    {
        if (failure.SourceException is LoopCanceledException)
        {
            outcome.TrySetCanceled();
            return;
        }

        try
        {
            failure.Throw();
        }
        catch (Exception e)
        {
            outcome.TrySetException(e);
        }
    }

    private sealed class CopyWorkItem<T>(TaskCompletionSource<T> outcome, Func<Future, T> result) : WorkItem, IHandedOut
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            loop.TakeBack(this);
            Copy((Future)state!, outcome, result);
        }

        /// <summary>Called when the loop is closed.</summary>
        public void Cancel() => outcome.TrySetCanceled();
    }
}
