namespace AsyncioSharp;

/// <summary>Thrown at an await to cancel the task, and by an await of a canceled future (asyncio: <c>CancelledError</c>).</summary>
/// <remarks>
/// Unlike Python's <c>except Exception</c>, a <c>catch (Exception)</c> catches it too: use <c>catch (Exception e) when (e is not
/// OperationCanceledException)</c>.
/// </remarks>
/// <example>
/// <code>
/// LoopTask work = Asyncio.CreateTask(Asyncio.Sleep(60));
/// work.Cancel("shutting down");
/// try
/// {
///     await work;
/// }
/// catch (LoopCanceledException e)
/// {
///     Console.WriteLine(e.CancelMessage);   // shutting down
/// }
/// </code>
/// </example>
public sealed class LoopCanceledException : OperationCanceledException
{
    /// <summary>Creates a cancellation without a message.</summary>
    public LoopCanceledException()
        : this(null)
    {
    }

    /// <summary>Creates a cancellation with the message passed to <c>Cancel</c>.</summary>
    /// <param name="message">The message; null means none.</param>
    public LoopCanceledException(string? message)
        : base(message ?? "The operation was canceled.")
    {
        CancelMessage = message;
    }

    /// <summary>Creates a cancellation with a cause.</summary>
    /// <param name="message">The message; null means none.</param>
    /// <param name="innerException">The cause.</param>
    public LoopCanceledException(string? message, Exception? innerException)
        : base(message ?? "The operation was canceled.", innerException)
    {
        CancelMessage = message;
    }

    /// <summary>The message passed to <c>Cancel(message)</c>, or null.</summary>
    public string? CancelMessage { get; }
}
