namespace AsyncioSharp;

/// <summary>
/// Ctrl+C ended the run (asyncio: <c>KeyboardInterrupt</c>): main was cancelled by it, or it came a second time. It passes task groups and
/// callbacks unwrapped.
/// </summary>
public sealed class ConsoleInterruptedException : OperationCanceledException
{
    /// <summary>The run was interrupted.</summary>
    public ConsoleInterruptedException()
        : base("The run was interrupted from the console.")
    {
    }
}
