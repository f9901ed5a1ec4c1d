using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>All calls of a function that no code outside of the program can call.</summary>
internal static class HiddenCalls
{
    /// <summary>Null if some calls cannot be seen: other assemblies may call the function, or it is used as a delegate.</summary>
    public static IReadOnlyList<IInvocationOperation>? Of(IMethodSymbol function, KnownSymbols symbols)
    {
        if (UsesOf(function, symbols) is not { } uses)
        {
            return null;
        }

        var calls = new List<IInvocationOperation>();
        foreach (var use in uses)
        {
            if (use is IInvocationOperation call && IsCalled(function, call.TargetMethod))
            {
                calls.Add(call);
            }
            else if (use is IMethodReferenceOperation group && IsCalled(function, group.Method))
            {
                return null;
            }
        }

        return calls;
    }

    private static IEnumerable<IOperation>? UsesOf(IMethodSymbol function, KnownSymbols symbols)
    {
        if (function.MethodKind == MethodKind.LocalFunction)
        {
            return function.DeclaringSyntaxReferences[0].GetSyntax().Parent is { } scope
                ? NamedIn.In(scope, function.Name, symbols.Compilation)
                : null;
        }

        if (function.MethodKind != MethodKind.Ordinary || !AreHidden(function, symbols) || ImplementsAnInterface(function))
        {
            return null;
        }

        return function.DeclaredAccessibility == Accessibility.Private
            ? NamedIn.Types(function, symbols.Compilation)
            : NamedIn.Program(function, symbols.Compilation);
    }

    // A method that overrides another one may be called through it.
    private static bool AreHidden(IMethodSymbol function, KnownSymbols symbols)
    {
        for (var method = function; method is not null; method = method.OverriddenMethod)
        {
            if (!KnownSymbols.IsSame(method.ContainingAssembly, symbols.Compilation.Assembly) || !IsHidden(method))
            {
                return false;
            }
        }

        return true;
    }

    // Friends of the assembly may pass anything to its internal members.
    private static bool IsHidden(ISymbol member)
    {
        var hasFriends = member.ContainingAssembly.GetAttributes()
            .Any(static attribute => attribute.AttributeClass is { Name: nameof(InternalsVisibleToAttribute) });
        for (var symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private || (!hasFriends &&
                symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ImplementsAnInterface(IMethodSymbol function) =>
        !function.ExplicitInterfaceImplementations.IsEmpty ||
        function.ContainingType.AllInterfaces.Any(type => !type.GetMembers(function.Name).IsEmpty);

    private static bool IsCalled(IMethodSymbol function, IMethodSymbol target)
    {
        var called = (target.ReducedFrom ?? target).OriginalDefinition;
        for (var method = function.OriginalDefinition; method is not null; method = method.OverriddenMethod?.OriginalDefinition)
        {
            if (KnownSymbols.IsSame(method, called))
            {
                return true;
            }
        }

        return false;
    }
}
