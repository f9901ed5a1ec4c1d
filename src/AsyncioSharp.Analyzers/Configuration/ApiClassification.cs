namespace AsyncioSharp.Analyzers.Configuration;

/// <summary>A user's classification of one API.</summary>
internal sealed class ApiClassification(bool isBlocking, string? replacement)
{
    public static ApiClassification NonBlocking { get; } = new(isBlocking: false, replacement: null);

    public bool IsBlocking { get; } = isBlocking;

    public string? Replacement { get; } = replacement;
}
