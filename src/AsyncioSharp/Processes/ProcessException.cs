namespace AsyncioSharp;

/// <summary>
/// Thrown when a process failed or its run was ended early. It carries the output written by then. After a timeout or a cancellation, it is
/// the <see cref="Exception.InnerException"/>: see <see cref="ProcessResult.Of"/>.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="result">The output of the process, and its exit status.</param>
/// <example>
/// <code>
/// try
/// {
///     await Asyncio.RunProcess("sh", ["-c", "echo oops &gt;&amp;2; exit 3"], new ProcessOptions { CheckExitCode = true });
/// }
/// catch (ProcessException e)
/// {
///     Console.WriteLine($"{e.Result.ExitStatus}: {e.Result.Error}");
/// }
/// </code>
/// </example>
public sealed class ProcessException(string message, ProcessResult result) : Exception(message)
{
    /// <summary>The output of the process, and its exit status.</summary>
    public ProcessResult Result { get; } = result;
}
