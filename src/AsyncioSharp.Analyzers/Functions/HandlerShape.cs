using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Functions that look like event handlers. An event cannot await its handlers, so these must return nothing.</summary>
internal static class HandlerShape
{
    public static bool Is(IMethodSymbol method) =>
        method.Parameters is { Length: 2 } parameters && parameters[0].Type.SpecialType == SpecialType.System_Object &&
            IsEventArgs(parameters[1].Type);

    private static bool IsEventArgs(ITypeSymbol? type) => type is not null && (type.Name == "EventArgs" || IsEventArgs(type.BaseType));
}
