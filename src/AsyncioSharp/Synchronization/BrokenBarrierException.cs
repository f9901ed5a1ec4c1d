namespace AsyncioSharp;

/// <summary>A barrier was aborted, or reset while somebody waited at it (asyncio: <c>BrokenBarrierError</c>).</summary>
public sealed class BrokenBarrierException : InvalidOperationException
{
    /// <summary>Says what happened.</summary>
    /// <param name="message">What happened.</param>
    public BrokenBarrierException(string message)
        : base(message)
    {
    }
}
