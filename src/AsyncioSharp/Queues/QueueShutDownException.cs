namespace AsyncioSharp;

/// <summary>Thrown when the queue is shut down (asyncio: <c>QueueShutDown</c>).</summary>
/// <example>
/// <code>
/// var queue = new AsyncQueue&lt;int&gt;();
/// queue.Shutdown();
/// try
/// {
///     await queue.GetAsync();
/// }
/// catch (QueueShutDownException)
/// {
///     Console.WriteLine("no more items");
/// }
/// </code>
/// </example>
public sealed class QueueShutDownException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public QueueShutDownException()
        : base("The queue has been shut down.")
    {
    }
}
