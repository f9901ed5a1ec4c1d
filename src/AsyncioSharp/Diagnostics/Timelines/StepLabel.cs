using System.Collections.Concurrent;

namespace AsyncioSharp;

/// <summary>The names of steps and waits in a timeline.</summary>
internal static class StepLabel
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    /// <summary>An item that is no step of a task.</summary>
    internal static string Of(WorkItem item, object? state) => item switch
    {
        CallbackWorkItem callback => callback.ToString(),
        Frame when state == TimerQueue.Fired => "timer",
        Frame frame => frame.Name,
        _ => s_names.GetOrAdd(item.GetType(), Compute),
    };

    /// <summary>What a suspended task waits for; null when it is ready already.</summary>
    internal static object? OfWait(LoopTask task, TimelineRecorder recorder) => task.DescribeWait() switch
    {
        { Kind: WaitKind.Primitive or WaitKind.Timer } => WithCaller(task.InnermostFrame!),
        { Task: { } awaited } => recorder.TraceOf(awaited),
        { Kind: WaitKind.Future, Target: { } future } => s_names.GetOrAdd(future.GetType(), Compute),
        { Kind: WaitKind.Foreign } => "something that is not of the loop",
        _ => null,
    };

    // What the program called, and what that waits in: "Asyncio.WaitFor > AsyncQueue.GetAsync".
    private static string WithCaller(Frame frame)
    {
        Frame called = frame;
        while (called.Parent is { IsOfTheRuntime: true, IsTransparent: false } parent)
        {
            called = parent;
        }

        return called.Name == frame.Name ? frame.Name : $"{called.Name} > {frame.Name}";
    }

    // Work items are mostly nested in what they belong to: that is what the user knows. A GatherFuture is what Gather returns.
    private static string Compute(Type type)
    {
        string name = (type.DeclaringType ?? type).Name.Split('`')[0];
        int kind = name.Length - nameof(Future).Length;
        return kind > 0 && name.EndsWith(nameof(Future), StringComparison.Ordinal) ? name[..kind] : name;
    }
}
