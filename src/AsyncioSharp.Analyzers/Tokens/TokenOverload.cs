using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>Finds the overload of a method that takes an additional cancellation token and can replace it.</summary>
internal static class TokenOverload
{
    public static IMethodSymbol? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        foreach (var overload in symbols.TokenOverloads.GetOrAdd(call.TargetMethod, method => OverloadsOf(method, symbols)))
        {
            if (Fits(overload, call, symbols))
            {
                return overload;
            }
        }

        return null;
    }

    private static ImmutableArray<IMethodSymbol> OverloadsOf(IMethodSymbol method, KnownSymbols symbols)
    {
        var overloads = ImmutableArray.CreateBuilder<IMethodSymbol>();
        for (var type = method.ContainingType; type is not null; type = method.IsExtensionMethod || method.IsStatic ? null : type.BaseType)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                if (member is IMethodSymbol overload && TakesATokenMore(overload, method, symbols))
                {
                    overloads.Add(overload);
                }
            }
        }

        return overloads.ToImmutable();
    }

    private static bool TakesATokenMore(IMethodSymbol overload, IMethodSymbol method, KnownSymbols symbols)
    {
        var (more, less) = (overload.Parameters, method.Parameters);
        if (more.Length != less.Length + 1 || overload.Arity != method.Arity || overload.IsStatic != method.IsStatic ||
            overload.IsExtensionMethod != method.IsExtensionMethod)
        {
            return false;
        }

        var constructed = method.Arity > 0
            ? overload.Construct(method.TypeArguments, method.TypeArgumentNullableAnnotations).Parameters
            : more;
        for (int i = 0, j = 0; i < more.Length; i++)
        {
            if (i == j && symbols.IsCancellationToken(more[i].Type))
            {
                continue;
            }

            if (j == less.Length || constructed[i].RefKind != less[j].RefKind || !KnownSymbols.IsSame(constructed[i].Type, less[j].Type))
            {
                return false;
            }

            j++;
        }

        return true;
    }

    private static bool Fits(IMethodSymbol overload, IInvocationOperation call, KnownSymbols symbols) =>
        call.SemanticModel!.IsAccessible(call.Syntax.SpanStart, overload) && (!IsObsolete(overload) || IsObsolete(call.TargetMethod)) &&
        ResultFits(overload, call, symbols);

    // For two kinds of task, only the awaited value counts if nothing else is done with them.
    private static bool ResultFits(IMethodSymbol overload, IInvocationOperation call, KnownSymbols symbols)
    {
        var method = call.TargetMethod;
        var constructed = method.Arity > 0 ? overload.Construct(method.TypeArguments, method.TypeArgumentNullableAnnotations) : overload;
        return KnownSymbols.IsSame(constructed.ReturnType, method.ReturnType) ||
            (DirectAwait.Of(call) && symbols.IsTask(constructed.ReturnType) && HaveSameValue(constructed.ReturnType, method.ReturnType));
    }

    private static bool HaveSameValue(ITypeSymbol task, ITypeSymbol other) =>
        task is INamedTypeSymbol { TypeArguments: var one } && other is INamedTypeSymbol { TypeArguments: var two } &&
        one.Length == two.Length && one.Zip(two, KnownSymbols.IsSame).All(static same => same);

    private static bool IsObsolete(IMethodSymbol method) =>
        method.GetAttributes().Any(static a => a.AttributeClass?.Name == "ObsoleteAttribute");
}
