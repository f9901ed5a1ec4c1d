using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>All calls of a function whose callers are in its own document, so that a fix can change them together.</summary>
internal sealed class PrivateCalls
{
    private PrivateCalls(string? obstacle, IReadOnlyList<InvocationExpressionSyntax> calls, bool isHandler, bool isNamedOtherwise)
    {
        Obstacle = obstacle;
        Calls = calls;
        IsHandler = isHandler;
        IsNamedOtherwise = isNamedOtherwise;
    }

    /// <summary>Why some uses are not calls visible here, as worded in messages; null if all are.</summary>
    public string? Obstacle { get; }

    public IReadOnlyList<InvocationExpressionSyntax> Calls { get; }

    /// <summary>Whether it is added to an event, or passed to a timer or a thread, which require it to return nothing.</summary>
    public bool IsHandler { get; }

    /// <summary>Whether it is used as a delegate, or in any other way than by calls.</summary>
    public bool IsNamedOtherwise { get; }

    /// <summary>True if it overrides a method or implements an interface member.</summary>
    public static bool Implements(IMethodSymbol method) => Origins(method).Any();

    /// <summary>True if a base type or an interface from elsewhere requires exactly this signature.</summary>
    public static bool IsForced(IMethodSymbol method) =>
        method.PartialDefinitionPart is not null || Origins(method).Any(origin => !origin.Locations.Any(location => location.IsInSource));

    /// <param name="method">A method or a local function.</param>
    /// <param name="declaration">The syntax of its declaration.</param>
    /// <param name="model">The semantic model of its tree.</param>
    public static PrivateCalls Of(IMethodSymbol method, SyntaxNode declaration, SemanticModel model)
    {
        var scope = ScopeOf(method, declaration);
        var calls = new List<InvocationExpressionSyntax>();
        var isNamedOtherwise = false;
        var isHandler = false;
        foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == method.Name))
        {
            if (!IsNameOf(name, method, model))
            {
                continue;
            }

            var callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
            if (callee.Parent is InvocationExpressionSyntax call && call.Expression == callee)
            {
                calls.Add(call);
            }
            else if (callee.Parent is AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddAssignmentExpression
                or (int)SyntaxKind.SubtractAssignmentExpression
            } assignment &&
                model.GetSymbolInfo(assignment.Left).Symbol is IEventSymbol)
            {
                isHandler = true;
            }
            else if (!IsInNameOf(name, model))
            {
                isNamedOtherwise = true;
                isHandler |= model.GetTypeInfo(callee)
                    .ConvertedType is
                {
                    TypeKind: TypeKind.Delegate,
                    ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" }
                };
            }
        }

        var obstacle = isNamedOtherwise ? "not all its uses are plain calls"
            : isHandler ? "it handles an event"
            : ObstacleOf(method, scope, model) ?? (calls.Count == 0 ? "nothing in this file calls it" : null);
        return new PrivateCalls(obstacle, calls, isHandler, isNamedOtherwise);
    }

    private static string? ObstacleOf(IMethodSymbol method, SyntaxNode scope, SemanticModel model)
    {
        if (Implements(method))
        {
            return "it implements or overrides another member";
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return IsInDisabledText(method, scope) ? "code with preprocessor directives names it" : null;
        }

        // A method with an attribute may be called through the attribute.
        if (method.DeclaredAccessibility != Accessibility.Private || method.MethodKind != MethodKind.Ordinary ||
            method.GetAttributes().Length > 0)
        {
            return "it can be called from elsewhere";
        }

        var parts = method.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).ToList();
        return parts.Any(part => part.SyntaxTree != model.SyntaxTree && part.DescendantTokens().Any(t => t.ValueText == method.Name))
            ? "another file names it"
            : parts.Any(part => IsInDisabledText(method, part)) ? "code with preprocessor directives names it"
            : null;
    }

    private static SyntaxNode ScopeOf(IMethodSymbol method, SyntaxNode declaration) =>
        method.MethodKind == MethodKind.LocalFunction
            ? declaration.Parent!
            : declaration.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault() ?? declaration.SyntaxTree.GetRoot();

    private static bool IsNameOf(SimpleNameSyntax name, IMethodSymbol method, SemanticModel model)
    {
        var info = model.GetSymbolInfo(name);
        return info.Symbol is null ? info.CandidateSymbols.Any(candidate => IsSame(candidate, method)) : IsSame(info.Symbol, method);
    }

    private static bool IsSame(ISymbol symbol, IMethodSymbol method) =>
        symbol is IMethodSymbol named &&
            SymbolEqualityComparer.Default.Equals((named.ReducedFrom ?? named).OriginalDefinition, method.OriginalDefinition);

    private static bool IsInNameOf(SimpleNameSyntax name, SemanticModel model) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && model.GetOperation(call) is INameOfOperation;

    private static bool IsInDisabledText(IMethodSymbol method, SyntaxNode scope) =>
        scope.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains(method.Name));

    private static IEnumerable<IMethodSymbol> Origins(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
        {
            yield return overridden;
        }

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            yield break;
        }

        foreach (var member in method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
            {
                yield return member;
            }
        }
    }
}
