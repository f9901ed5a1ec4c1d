using Microsoft.CodeAnalysis;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Attributes of .NET that say nothing about how a function is called or built. Any other attribute may: a test framework or a router finds
/// functions by their attributes, and an <c>AsyncMethodBuilder</c> builds another awaitable.
/// </summary>
internal static class HarmlessAttributes
{
    // Everything in them informs the compiler, an analyzer, a debugger or an editor.
    private static readonly string[] Namespaces =
        ["System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Runtime.Versioning"];

    private static readonly (string Namespace, string Name)[] Types =
    [
        ("System", "ObsoleteAttribute"),
        ("System", "CLSCompliantAttribute"),
        ("System.ComponentModel", "BrowsableAttribute"),
        ("System.ComponentModel", "DescriptionAttribute"),
        ("System.ComponentModel", "EditorBrowsableAttribute"),
        ("System.Runtime.CompilerServices", "MethodImplAttribute"),
    ];

    /// <summary>True if the function has no other attribute.</summary>
    public static bool AreAllOf(IMethodSymbol function) =>
        function.GetReturnTypeAttributes().IsEmpty &&
        function.GetAttributes().All(static attribute => IsHarmless(attribute.AttributeClass));

    private static bool IsHarmless(INamedTypeSymbol? type) =>
        type is { ContainingType: null } && IsOfDotNet(type) &&
        (Namespaces.Any(type.IsIn) || Types.Any(known => known.Name == type.Name && type.IsIn(known.Namespace)));

    // A project may declare an attribute of the same name.
    private static bool IsOfDotNet(INamedTypeSymbol type) => type.Locations.All(static location => location.IsInMetadata);
}
