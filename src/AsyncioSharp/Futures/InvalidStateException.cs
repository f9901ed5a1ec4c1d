namespace AsyncioSharp;

/// <summary>
/// Thrown when the outcome of a pending future is read, or a future is completed twice (asyncio: <c>InvalidStateError</c>).
/// </summary>
/// <example>
/// <code>
/// var answer = new Future&lt;int&gt;();
/// try
/// {
///     Console.WriteLine(answer.Result);
/// }
/// catch (InvalidStateException)
/// {
///     answer.SetResult(42);
/// }
/// </code>
/// </example>
public sealed class InvalidStateException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public InvalidStateException(string message)
        : base(message)
    {
    }
}
