using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// An await is not allowed while a ref struct or a reference is alive across it (CS4007, CS8325, CS9217). The compiler detects this only
/// when it rewrites the method, so binding does not show it; in doubt, this reports an obstacle.
/// </summary>
internal static class RefLifetime
{
    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, SemanticModel model)
    {
        var whole = node.AncestorsAndSelf().TakeWhile(ancestor => ancestor is not (StatementSyntax or AnonymousFunctionExpressionSyntax))
            .LastOrDefault() ?? node;
        var locals = new HashSet<ILocalSymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in function.Operation.Descendants())
        {
            if (operation is ILocalReferenceOperation { Local: { } local } && IsRef(local) && locals.Add(local) &&
                LocalLifetime.LivesAcross(local, node, function))
            {
                return $"code that uses '{local.Name}' of type '{local.Type.ToMinimalDisplayString(model, node.SpanStart)}' afterwards";
            }

            if (operation is IConditionalOperation { IsRef: true } && whole.Span.Contains(operation.Syntax.Span))
            {
                return "an expression with a choice of references";
            }

            if (IsRef(operation) && whole.Span.Contains(operation.Syntax.Span) && !node.Span.Contains(operation.Syntax.Span) &&
                !operation.Syntax.Span.Contains(node.Span))
            {
                return "an expression with a ref struct or a reference in it";
            }
        }

        return null;
    }

    private static bool IsRef(ILocalSymbol local) => local.Type.IsRefLikeType || local.RefKind != RefKind.None;

    private static bool IsRef(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.ReturnsByRef || call.TargetMethod.ReturnsByRefReadonly || IsRef(call.Type),
        IPropertyReferenceOperation property =>
            property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly || IsRef(property.Type),
        _ => IsRef(operation.Type),
    };

    private static bool IsRef(ITypeSymbol? type) => type?.IsRefLikeType == true;
}
