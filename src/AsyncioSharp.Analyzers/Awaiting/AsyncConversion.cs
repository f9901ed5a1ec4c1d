using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// Decides whether a function that returns a coroutine can become <c>async</c>. The modifier is not part of a signature, so overrides and
/// implementations can get it too.
/// </summary>
internal static class AsyncConversion
{
    public static string? Obstacle(EnclosingFunction function, SemanticModel model, KnownSymbols symbols) =>
        OfSignature(function.Symbol) ?? OfDeclaration(function.Syntax) ?? OfBody(function, model, symbols) ??
            OfLambda(function, model, symbols);

    /// <summary>The same for a function that does not return a coroutine yet, without looking at its body.</summary>
    public static string? ObstacleOfFunction(IMethodSymbol method, SyntaxNode declaration) =>
        OfSignature(method) ?? OfDeclaration(declaration) ??
        (declaration.Ancestors().Prepend(declaration).Any(IsUnsafe) ? "unsafe code" : null);

    private static bool IsUnsafe(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        _ => node is UnsafeStatementSyntax or FixedStatementSyntax,
    };

    private static string? OfSignature(IMethodSymbol method)
    {
        if (method.Parameters.Any(p => p.RefKind != RefKind.None))
        {
            return "a function with ref, in or out parameters";
        }

        if (method.Parameters.Any(p => p.Type.IsRefLikeType || p.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol))
        {
            return "a function with ref struct or pointer parameters";
        }

        if ((method.MethodImplementationFlags & MethodImplAttributes.Synchronized) != 0)
        {
            return "a synchronized method";
        }

        // An async method of a struct works on a copy of the struct.
        return method is { IsStatic: false, ContainingType: { IsValueType: true, IsReadOnly: false } }
            ? "a method of a mutable struct"
            : null;
    }

    private static string? OfDeclaration(SyntaxNode syntax)
    {
        var modifiers = syntax switch
        {
            MethodDeclarationSyntax method => method.Modifiers,
            LocalFunctionStatementSyntax local => local.Modifiers,
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
            _ => (SyntaxTokenList?)null,
        };
        if (modifiers is null)
        {
            return "a member that cannot be async";
        }

        return modifiers.Value.Any(m => m.IsKind(SyntaxKind.PartialKeyword) || m.IsKind(SyntaxKind.ExternKeyword))
            ? "a partial method"
            : null;
    }

    private static string? OfBody(EnclosingFunction function, SemanticModel model, KnownSymbols symbols)
    {
        if (function.Operation.Descendants()
            .Any(o => o is IVariableDeclaratorOperation { Symbol: { } local } && (local.Type.IsRefLikeType || local.IsRef)))
        {
            return "a function with ref locals or ref structs";
        }

        foreach (var result in AsyncFunctionSyntax.Results(function.Syntax))
        {
            if (Directives.AreInside(result.Parent!))
            {
                return "code with preprocessor directives";
            }

            if (IsCompleted(result, model, symbols))
            {
                continue;
            }

            if (result is ImplicitObjectCreationExpressionSyntax || !symbols.IsCoroutine(model.GetTypeInfo(result).Type))
            {
                return "a function that returns what cannot be awaited as it stands";
            }

            if (AwaitLegality.Obstacle(result, function, model) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    // With async, the natural type of a lambda becomes Task: bind it as it would be written, and compare.
    private static string? OfLambda(EnclosingFunction function, SemanticModel model, KnownSymbols symbols)
    {
        if (function.Syntax is not AnonymousFunctionExpressionSyntax lambda)
        {
            return null;
        }

        var marked = AsyncFunctionSyntax.MakeAsync(lambda, ReturnsValue(function.Symbol), result => IsCompleted(result, model, symbols))
            .WithAdditionalAnnotations(AwaitSyntax.FullName);
        foreach (var around in lambda.Ancestors())
        {
            SemanticModel? speculative = null;
            var isInitializer = around is EqualsValueClauseSyntax
            {
                Parent: PropertyDeclarationSyntax
                or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax }
            };
            var rewritten = isInitializer || around is StatementSyntax or ArrowExpressionClauseSyntax
                ? around.ReplaceNode(lambda, marked)
                : null;
            var bound = rewritten switch
            {
                StatementSyntax statement => model.TryGetSpeculativeSemanticModel(around.SpanStart, statement, out speculative),
                EqualsValueClauseSyntax value => model.TryGetSpeculativeSemanticModel(lambda.SpanStart, value, out speculative),
                ArrowExpressionClauseSyntax arrow => model.TryGetSpeculativeSemanticModel(lambda.SpanStart, arrow, out speculative),
                _ => false,
            };
            if (bound)
            {
                var rewrittenLambda = rewritten!.GetAnnotatedNodes(AwaitSyntax.FullName).First();
                var type = (speculative!.GetSymbolInfo(rewrittenLambda).Symbol as IMethodSymbol)?.ReturnType;
                return SymbolEqualityComparer.Default.Equals(type, function.Symbol.ReturnType) ? null : "a lambda whose type is inferred";
            }
        }

        return "a lambda whose type is inferred";
    }

    /// <summary><c>default</c>, or <c>Coroutine.Completed</c>.</summary>
    public static bool IsCompleted(ExpressionSyntax result, SemanticModel model, KnownSymbols symbols) =>
        result.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression ||
        (model.GetSymbolInfo(result).Symbol is IPropertySymbol { Name: "Completed" } property &&
            symbols.IsCoroutine(property.ContainingType));

    public static bool ReturnsValue(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsGenericType: true };
}
