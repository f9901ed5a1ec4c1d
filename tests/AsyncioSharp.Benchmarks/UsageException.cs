namespace AsyncioSharp.Benchmarks;

/// <summary>The command cannot run as it was given: its message is for the one who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
