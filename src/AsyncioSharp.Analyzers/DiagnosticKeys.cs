using System.Collections.Immutable;

namespace AsyncioSharp.Analyzers;

/// <summary>What an analyzer tells its fix in <c>Diagnostic.Properties</c>.</summary>
internal static class DiagnosticKeys
{
    /// <summary>The name of the rewrite that was bound and found legal.</summary>
    public const string Form = "form";

    /// <summary>Present when the function around the site has to become <c>async</c> in the same edit.</summary>
    public const string MakeAsync = "makeAsync";

    public static ImmutableDictionary<string, string?> Of(string form, bool makeAsync)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Form, form);
        return makeAsync ? properties.Add(MakeAsync, null) : properties;
    }
}
