namespace AsyncioSharp.Benchmarks.Net;

/// <summary>
/// The plain way to keep <c>async Task</c> code on one thread: a synchronization context whose posts the thread runs one after the other.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly object _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posts = new();

    /// <summary>Runs the body, and what it posts, on this thread until the body is done.</summary>
    internal static T Run<T>(Func<Task<T>> body)
    {
        SynchronizationContext? previous = Current;
        var pump = new Pump();
        SetSynchronizationContext(pump);
        try
        {
            Task<T> task = body();
            task.ContinueWith(static (_, state) => ((Pump)state!).Post(static _ => { }, null), pump, TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                pump.RunNext();
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            _posts.Enqueue((d, state));
            if (_posts.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void RunNext()
    {
        (SendOrPostCallback Callback, object? State) post;
        lock (_gate)
        {
            while (!_posts.TryDequeue(out post))
            {
                Monitor.Wait(_gate);
            }
        }

        post.Callback(post.State);
    }
}
