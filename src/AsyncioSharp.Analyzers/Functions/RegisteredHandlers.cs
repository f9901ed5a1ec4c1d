using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Methods that are passed to a framework as request handlers anywhere in the project: <c>app.MapGet("/", Handle)</c></summary>
internal static class RegisteredHandlers
{
    // Collected once a compilation, when a rule is about to offer a fix in an application with routes.
    private static readonly ConditionalWeakTable<KnownSymbols, HashSet<ISymbol>> Cache = new();

    public static bool Contains(IMethodSymbol method, KnownSymbols symbols) =>
        method is { MethodKind: MethodKind.Ordinary, IsAsync: true } && HostCall.HasRegistrations(symbols) &&
        Cache.GetValue(symbols, Collect).Contains(method.OriginalDefinition);

    private static HashSet<ISymbol> Collect(KnownSymbols symbols) => new(
        from tree in symbols.Compilation.SyntaxTrees
        let named = tree.GetRoot().DescendantNodes().OfType<ArgumentSyntax>().Where(IsName).ToList()
        where named.Count > 0
        let model = symbols.Compilation.GetSemanticModel(tree)
        from argument in named
        let handler = HandlerOf(argument, model, symbols)
        where handler is not null
        select handler.OriginalDefinition,
        SymbolEqualityComparer.Default);

    private static IMethodSymbol? HandlerOf(ArgumentSyntax argument, SemanticModel model, KnownSymbols symbols) =>
        model.GetOperation(argument) is IArgumentOperation passed && HostCall.TakesHandler(passed, symbols) &&
        passed.Value.WithoutConversions() is IDelegateCreationOperation { Target: IMethodReferenceOperation group }
            ? group.Method
            : null;

    // Only calls that map or use something are bound.
    private static bool IsName(ArgumentSyntax argument) =>
        argument is
        {
            Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax,
            Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } },
        } &&
        (name.StartsWith("Map", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal) || name is "Use" or "Run");
}
