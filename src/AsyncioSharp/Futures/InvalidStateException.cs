namespace AsyncioSharp;

/// <summary>A future was asked for what it does not have yet, or set twice (asyncio: <c>InvalidStateError</c>).</summary>
public sealed class InvalidStateException : InvalidOperationException
{
    /// <summary>Says what was wrong.</summary>
    /// <param name="message">What was wrong.</param>
    public InvalidStateException(string message)
        : base(message)
    {
    }
}
