using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Configuration;

/// <summary><c>[Blocking]</c>, <c>[NonBlocking]</c> and <c>[RunsOffLoop]</c>, matched by name so that no reference is needed.</summary>
internal static class ApiAttributes
{
    private const string Blocking = "BlockingAttribute";
    private const string NonBlocking = "NonBlockingAttribute";
    private const string OffLoop = "RunsOffLoopAttribute";

    public static readonly ImmutableArray<string> Names = [Blocking, NonBlocking, OffLoop];

    /// <summary>The nearest attribute on the member, its property, the members it overrides, or its type.</summary>
    public static ApiClassification? VerdictOf(ISymbol member)
    {
        for (var symbol = member.OriginalDefinition; symbol is not null; symbol = OverriddenBy(symbol))
        {
            if ((Read(symbol) ?? Read((symbol as IMethodSymbol)?.AssociatedSymbol)) is { } verdict)
            {
                return verdict;
            }
        }

        return Read(member.ContainingType?.OriginalDefinition) is { } ofType && (!ofType.IsBlocking || ConfiguredApis.IsOrdinary(member))
            ? ofType
            : null;
    }

    /// <summary>An attribute on the method applies to all its delegates.</summary>
    public static bool RunsOffLoop(IMethodSymbol method) => method.OriginalDefinition.GetAttributes().Any(IsRunsOffLoop);

    public static bool IsRunsOffLoop(AttributeData attribute) => attribute.AttributeClass?.Name == OffLoop;

    private static ApiClassification? Read(ISymbol? symbol)
    {
        foreach (var attribute in symbol?.GetAttributes() ?? [])
        {
            switch (attribute.AttributeClass?.Name)
            {
                case NonBlocking:
                    return ApiClassification.NonBlocking;
                case Blocking:
                    return new ApiClassification(isBlocking: true,
                        attribute.ConstructorArguments.Select(a => a.Kind == TypedConstantKind.Primitive ? a.Value as string : null)
                            .FirstOrDefault());
            }
        }

        return null;
    }

    private static ISymbol? OverriddenBy(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        _ => null,
    };
}
