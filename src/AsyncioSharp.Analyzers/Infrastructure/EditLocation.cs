using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>One of several locations that change together, and its edit.</summary>
internal readonly struct EditLocation(Location location, Edit edit)
{
    public Location Location { get; } = location;

    public Edit Edit { get; } = edit;
}
