using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>Copies the outcome of a <see cref="Task"/> to a future of a loop.</summary>
internal static class TaskToFutureAdapter
{
    // One capture per task: each await appends its frames to the exception's stack trace, and the next future would start with that trace.
    private static readonly ConditionalWeakTable<Task, ExceptionDispatchInfo> s_failures = [];

    internal static void Connect(Task task, Future future, Action copyResult)
    {
        if (task.IsCompleted)
        {
            Copy(task, future, copyResult);
            return;
        }

        future.Loop.ForeignFutures.Add(future, task);
        future.Loop.ForeignKinds?.BeginOther();
        var item = new CopyWorkItem(task, future, copyResult);
        task.ContinueWith(
            static (_, state) => ((CopyWorkItem)state!).Queue(),
            item,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Completes the future with the outcome of the completed task. The future may already be done.</summary>
    internal static void Copy(Task task, Future future, Action copyResult)
    {
        if (task.IsCanceled)
        {
            future.TryCancel(null);
        }
        else if (task.Exception is { } exception)
        {
            future.TryFail(s_failures.GetValue(
                task, _ => ExceptionDispatchInfo.Capture(exception.InnerExceptions.Count == 1 ? exception.InnerExceptions[0] : exception)));
        }
        else
        {
            copyResult();
        }
    }

    private sealed class CopyWorkItem(Task task, Future future, Action copyResult) : WorkItem
    {
        internal void Queue()
        {
            future.Loop.ForeignKinds?.Note(task);
            future.Loop.EnqueueFromAnywhere(this);
        }

        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            loop.ForeignFutures.Remove(future);
            Copy(task, future, copyResult);
        }
    }
}
