using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The functions that a virtual call may run. Only types of this compilation are considered. A missing type causes no false positive,
/// because all targets have to block.
/// </summary>
internal sealed class Implementations(Compilation compilation)
{
    private readonly ConcurrentDictionary<(ISymbol Method, ISymbol Receiver), ImmutableArray<IMethodSymbol>> _virtual = new();
    private readonly DerivedTypes _types = new(compilation);
    private readonly INamedTypeSymbol? _disposable = compilation.GetTypeByMetadataName("System.IDisposable");

    /// <summary>The function that runs, or all that may run.</summary>
    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol method, ITypeSymbol? receiver, bool isVirtual)
    {
        var definition = Definition(method);
        var isOpen = isVirtual && (definition.IsVirtual || definition.IsAbstract || definition.IsOverride) && !definition.IsSealed;
        if (!isOpen)
        {
            return [definition];
        }

        var type = (receiver as INamedTypeSymbol)?.OriginalDefinition ?? definition.ContainingType;
        return _virtual.GetOrAdd((definition, type), _ =>
            [.. Find(definition, type).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)]);
    }

    /// <summary>The functions that <c>using</c> calls at its end.</summary>
    public ImmutableArray<IMethodSymbol> OfDispose(ITypeSymbol? resource)
    {
        if (resource is not INamedTypeSymbol type || !IsOurs(type))
        {
            return [];
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return _disposable?.GetMembers("Dispose").FirstOrDefault() is IMethodSymbol dispose &&
                type.AllInterfaces.Contains(_disposable, SymbolEqualityComparer.Default)
                ? [.. Find(dispose, type.OriginalDefinition).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)]
                : [];
        }

        var method = type.IsRefLikeType
            ? type.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.IsEmpty)
            : _disposable?.GetMembers("Dispose").FirstOrDefault() is { } member
            ? type.FindImplementationForInterfaceMember(member) as IMethodSymbol
            : null;
        return method is not null && IsOurs(method) ? Of(method, type, isVirtual: true) : [];
    }

    private IEnumerable<IMethodSymbol> Find(IMethodSymbol method, INamedTypeSymbol receiver)
    {
        var candidates = _types.CandidatesFor(receiver);
        foreach (var type in candidates.Where(t => !t.IsAbstract && t.TypeKind is TypeKind.Class or TypeKind.Struct && IsA(t, receiver)))
        {
            if (method.ContainingType.TypeKind != TypeKind.Interface)
            {
                yield return MostDerived(method, type);
            }
            else if (Implementation(method, type) is { } implementation)
            {
                yield return MostDerived(Definition(implementation), type);
            }
        }
    }

    private static IMethodSymbol? Implementation(IMethodSymbol method, INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces.Where(i =>
            SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType)))
        {
            var member = contract.GetMembers(method.Name)
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method));
            if (member is not null && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
            {
                return implementation;
            }
        }

        return null;
    }

    private static IMethodSymbol MostDerived(IMethodSymbol method, INamedTypeSymbol type)
    {
        foreach (var t in type.WithBases())
        {
            foreach (var candidate in t.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var m = candidate; m is not null; m = m.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method))
                    {
                        return Definition(candidate);
                    }
                }
            }
        }

        return method;
    }

    private static bool IsA(INamedTypeSymbol type, INamedTypeSymbol receiver)
    {
        if (receiver.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, receiver));
        }

        foreach (var t in type.WithBases())
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, receiver))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }
}
