using System.Globalization;

namespace AsyncioSharp.Conformance;

/// <summary>How values and exceptions look in a trace. Exceptions by class only: their texts differ between Python and C#.</summary>
internal static class TraceText
{
    internal static string Of(Exception error) => error switch
    {
        UserException => $"User({error.Message})",
        TaskGroupException group => $"Group[{string.Join(',', group.InnerExceptions.Select(Of))}]",
        LoopCanceledException => "Cancelled",
        TimeoutException => "Timeout",
        InvalidStateException => "InvalidState",
        QueueEmptyException => "QueueEmpty",
        QueueFullException => "QueueFull",
        QueueShutDownException => "QueueShutDown",
        BrokenBarrierException => "BrokenBarrier",
        ValueException => "ValueError",
        _ when error.GetType() == typeof(InvalidOperationException) => "RuntimeError",
        _ => "?" + error.GetType().Name,
    };

    internal static string Of(object? value) => value switch
    {
        null => "-",
        Exception error => Of(error),
        bool truth => Of(truth),
        object?[] items => $"[{string.Join(',', items.Select(Of))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    internal static string Of(bool truth) => truth ? "T" : "F";

    internal static bool Matches(string kind, Exception error) => kind switch
    {
        "user" => error is UserException,
        "timeout" => error is TimeoutException,
        "cancel" => error is LoopCanceledException,
        "group" => error is TaskGroupException,

        // Python's "except Exception", which does not catch a cancellation.
        "any" => error is not LoopCanceledException,
        "base" => true,
        _ => throw new InvalidDataException($"unknown kind of handler: {kind}"),
    };
}
