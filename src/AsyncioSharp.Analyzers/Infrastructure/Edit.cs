using System.Collections.Immutable;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// The change that a fix makes at one location, as the analyzer bound it: a kind, with the names and texts that it needs. It is stored in
/// <c>Diagnostic.Properties</c>, as <c>kind</c>, <c>arg.*</c> and <c>makeAsync</c>.
/// </summary>
internal sealed class Edit : IEquatable<Edit>
{
    private const string KindKey = "kind";
    private const string MakeAsyncKey = "makeAsync";
    private const string ArgumentPrefix = "arg.";

    private readonly ImmutableSortedDictionary<string, string> _arguments;

    public Edit(string kind, bool makeAsync = false)
        : this(kind, makeAsync, ImmutableSortedDictionary<string, string>.Empty)
    {
    }

    private Edit(string kind, bool makeAsync, ImmutableSortedDictionary<string, string> arguments)
    {
        Kind = kind;
        MakeAsync = makeAsync;
        _arguments = arguments;
    }

    public string Kind { get; }

    /// <summary>Whether the same edit also makes the function around the location <c>async</c>.</summary>
    public bool MakeAsync { get; }

    /// <summary>An argument by name; null if the edit has none of that name.</summary>
    public string? this[string name] => _arguments.TryGetValue(name, out var value) ? value : null;

    /// <summary>Returns the edit with one more argument; null leaves it out.</summary>
    public Edit With(string name, string? value) => value is null ? this : new Edit(Kind, MakeAsync, _arguments.SetItem(name, value));

    public Edit WithKind(string kind) => new(kind, MakeAsync, _arguments);

    public Edit WithAsync(bool makeAsync) => new(Kind, makeAsync, _arguments);

    /// <summary>The properties of a diagnostic whose own location is rewritten.</summary>
    public ImmutableDictionary<string, string?> ToProperties() => AddTo(ImmutableDictionary<string, string?>.Empty, location: 0);

    /// <param name="properties">The properties of a diagnostic.</param>
    /// <param name="location">0 for the diagnostic's own location, otherwise the index of an additional location, from 1.</param>
    public ImmutableDictionary<string, string?> AddTo(ImmutableDictionary<string, string?> properties, int location)
    {
        var prefix = PrefixOf(location);
        properties = properties.SetItem(prefix + KindKey, Kind);
        foreach (var argument in _arguments)
        {
            properties = properties.SetItem(prefix + ArgumentPrefix + argument.Key, argument.Value);
        }

        return MakeAsync ? properties.SetItem(prefix + MakeAsyncKey, null) : properties;
    }

    /// <summary>Null for a location that is not rewritten itself, and for a diagnostic without a fix.</summary>
    public static Edit? From(ImmutableDictionary<string, string?> properties, int location)
    {
        var prefix = PrefixOf(location);
        if (!properties.TryGetValue(prefix + KindKey, out var kind) || kind is null)
        {
            return null;
        }

        var edit = new Edit(kind, properties.ContainsKey(prefix + MakeAsyncKey));
        foreach (var property in properties)
        {
            if (property.Key.StartsWith(prefix + ArgumentPrefix, StringComparison.Ordinal))
            {
                edit = edit.With(property.Key.Substring(prefix.Length + ArgumentPrefix.Length), property.Value);
            }
        }

        return edit;
    }

    public bool Equals(Edit? other) =>
        other is not null && Kind == other.Kind && MakeAsync == other.MakeAsync && _arguments.SequenceEqual(other._arguments);

    public override bool Equals(object? obj) => Equals(obj as Edit);

    public override int GetHashCode() => Kind.GetHashCode();

    private static string PrefixOf(int location) => location == 0 ? "" : $"{location}.";
}
