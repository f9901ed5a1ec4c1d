namespace AsyncioSharp;

/// <summary>
/// A process failed, or its run was ended early. It carries what the process had written by then. Behind a timeout or a cancellation it is
/// the
/// <see cref="Exception.InnerException"/>: see <see cref="ProcessResult.Of"/>.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="result">What the process had written, and how it ended.</param>
public sealed class ProcessException(string message, ProcessResult result) : Exception(message)
{
    /// <summary>What the process had written, and how it ended.</summary>
    public ProcessResult Result { get; } = result;
}
