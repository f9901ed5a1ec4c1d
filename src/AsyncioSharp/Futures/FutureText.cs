using System.Globalization;

namespace AsyncioSharp;

/// <summary>Formats futures and tasks for messages.</summary>
internal static class FutureText
{
    internal static string Describe(Future future)
    {
        string state = future.Status switch
        {
            FutureStatus.Pending => future is LoopTask { CancelRequests: > 0 } ? "cancelling" : "pending",
            FutureStatus.Canceled => "cancelled",
            FutureStatus.Faulted => $"failed with {future.PeekException()!.GetType().Name}",
            _ => "finished",
        };
        string result = future.Status == FutureStatus.Succeeded ? future.ResultText : string.Empty;
        if (future is not LoopTask task)
        {
            return $"<Future {state}{result}>";
        }

        string coroutine = task.CoroutineName is { } name ? $" coro=<{name}>" : string.Empty;
        return $"<Task {state} name='{task.Name}'{coroutine}{WaitsFor(task)}{result}>";
    }

    /// <summary>A short text for a result. It calls no user code, which might throw or format this same future.</summary>
    internal static string Result<T>(T result) => result switch
    {
        VoidResult => string.Empty,
        null => " result=null",
        bool flag => flag ? " result=true" : " result=false",
        string text => $" result='{text}'",
        IFormattable number when typeof(T).IsPrimitive => $" result={number.ToString(null, CultureInfo.InvariantCulture)}",
        _ => $" result=<{result.GetType().Name}>",
    };

    private static string WaitsFor(LoopTask task) => task.DescribeWait() switch
    {
        { Kind: WaitKind.Primitive, Target: var primitive } => $" wait_for={primitive}",
        { Target: LoopTask inner } => $" wait_for=<Task '{inner.Name}'>",
        { Target: Future inner } => $" wait_for={Describe(inner)}",
        _ => string.Empty,
    };
}
