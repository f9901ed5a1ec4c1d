namespace AsyncioSharp.Tool;

/// <summary>What the user has to know instead of a stack trace.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
