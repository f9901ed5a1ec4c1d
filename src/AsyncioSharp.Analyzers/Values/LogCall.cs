using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Methods that log a value and do not keep it. They are recognized by name because every program has its own.</summary>
internal static class LogCall
{
    private static readonly string[] Names = ["Log", "Write", "Print", "Trace", "Debug", "Info", "Warn", "Error", "Fatal", "Critical"];

    public static bool Is(IMethodSymbol method) =>
        IsLog(method.Name) || IsLog(method.ContainingType.Name) || method.ContainingType.Name == "Console";

    private static bool IsLog(string name) =>
        Names.Any(log => name.StartsWith(log, StringComparison.Ordinal)) || name.EndsWith("Logger", StringComparison.Ordinal);
}
