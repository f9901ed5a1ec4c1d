namespace AsyncioSharp;

/// <summary>Thrown when a barrier was aborted, or was reset during a wait (asyncio: <c>BrokenBarrierError</c>).</summary>
/// <example>
/// <code>
/// var barrier = new AsyncBarrier(2);
/// await barrier.AbortAsync();
/// try
/// {
///     await barrier.WaitAsync();
/// }
/// catch (BrokenBarrierException)
/// {
///     await barrier.ResetAsync();
/// }
/// </code>
/// </example>
public sealed class BrokenBarrierException : InvalidOperationException
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public BrokenBarrierException(string message)
        : base(message)
    {
    }
}
