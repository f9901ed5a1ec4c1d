using System.Collections.Immutable;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>What an analyzer tells its fix in <c>Diagnostic.Properties</c>.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The name of the rewrite that was bound and found legal.</summary>
    public const string Form = "form";

    /// <summary>Present when the function around the site has to become <c>async</c> in the same edit.</summary>
    public const string MakeAsync = "makeAsync";

    /// <summary>A key for one place of the edit: 0 is the site, the others are the additional locations in their order.</summary>
    public static string OfPlace(string key, int place) => place == 0 ? key : key + place;

    public static ImmutableDictionary<string, string?> Of(string form, bool makeAsync) =>
        ImmutableDictionary<string, string?>.Empty.WithPlace(0, form, makeAsync);

    /// <summary>Says how an additional location is rewritten. One of which nothing is said is only found for the rewrite of the site.</summary>
    public static ImmutableDictionary<string, string?> WithPlace(this ImmutableDictionary<string, string?> properties, int place, string form, bool makeAsync)
    {
        properties = properties.SetItem(OfPlace(Form, place), form);
        return makeAsync ? properties.SetItem(OfPlace(MakeAsync, place), null) : properties;
    }
}
