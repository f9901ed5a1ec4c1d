namespace AsyncioSharp.Tests.CPython;

/// <summary>The three kinds of queues, for tests of what they have in common.</summary>
internal static class QueueKind
{
    internal static QueueBase<int> Create(string kind, int capacity = 0) => kind switch
    {
        "fifo" => new AsyncQueue<int>(capacity),
        "lifo" => new AsyncLifoQueue<int>(capacity),
        _ => new AsyncPriorityQueue<int>(capacity),
    };
}
