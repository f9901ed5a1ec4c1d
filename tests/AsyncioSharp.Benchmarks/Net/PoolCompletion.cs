namespace AsyncioSharp.Benchmarks.Net;

/// <summary>A task that a thread of the pool completes, as I/O does.</summary>
internal static class PoolCompletion
{
    internal static Task Start()
    {
        var source = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static source => source.SetResult(), source, preferLocal: false);
        return source.Task;
    }
}
