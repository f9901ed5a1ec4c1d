namespace AsyncioSharp.Analyzers;

/// <summary>What a user says about one API.</summary>
internal sealed class UserVerdict(bool isBlocking, string? replacement)
{
    public static UserVerdict NonBlocking { get; } = new(isBlocking: false, replacement: null);

    public bool IsBlocking { get; } = isBlocking;

    public string? Replacement { get; } = replacement;
}
