namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How the compiler reports an analyzer that threw: a warning by default, which a test would not see.</summary>
internal static class AnalyzerCrash
{
    public const string Id = "AD0001";
}
