namespace AsyncioSharp;

/// <summary>The queue was shut down (asyncio: <c>QueueShutDown</c>).</summary>
public sealed class QueueShutDownException : InvalidOperationException
{
    /// <summary>The queue was shut down.</summary>
    public QueueShutDownException()
        : base("The queue has been shut down.")
    {
    }
}
