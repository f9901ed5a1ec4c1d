namespace AsyncioSharp;

/// <summary>
/// Thrown at an await to cancel the task, and by the await of a cancelled future (asyncio: <c>CancelledError</c>).
/// </summary>
/// <remarks>
/// A <c>catch (Exception)</c> catches it too, which Python's <c>except Exception</c> does not: use
/// <c>catch (Exception e) when (e is not OperationCanceledException)</c>.
/// </remarks>
public sealed class LoopCanceledException : OperationCanceledException
{
    /// <summary>A cancellation without a message.</summary>
    public LoopCanceledException()
        : this(null)
    {
    }

    /// <summary>A cancellation with the message that was given to <c>Cancel</c>.</summary>
    /// <param name="message">The message; null means none.</param>
    public LoopCanceledException(string? message)
        : base(message ?? "The operation was canceled.")
    {
        CancelMessage = message;
    }

    /// <summary>A cancellation with a cause.</summary>
    /// <param name="message">The message; null means none.</param>
    /// <param name="innerException">The cause.</param>
    public LoopCanceledException(string? message, Exception? innerException)
        : base(message ?? "The operation was canceled.", innerException)
    {
        CancelMessage = message;
    }

    /// <summary>The message given to <c>Cancel(message)</c>, or null.</summary>
    public string? CancelMessage { get; }
}
