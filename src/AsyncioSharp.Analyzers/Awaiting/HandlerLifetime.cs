using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// <c>$"{x.Read()}"</c> with a handler that is a ref struct (<c>string.Create</c>, many loggers): the handler exists before the values of
/// the holes are computed, so no hole may contain an await. A plain string with an await is compiled without a handler.
/// </summary>
internal static class HandlerLifetime
{
    public static string? Obstacle(SyntaxNode node, SemanticModel model)
    {
        foreach (var text in node.Ancestors().TakeWhile(static a => a is not (StatementSyntax or AnonymousFunctionExpressionSyntax))
            .OfType<InterpolatedStringExpressionSyntax>())
        {
            for (var operation = model.GetOperation(text);
                operation is IInterpolatedStringOperation or IInterpolatedStringAdditionOperation or IConversionOperation
                    or IInterpolatedStringHandlerCreationOperation; operation = operation.Parent)
            {
                if (operation is IInterpolatedStringHandlerCreationOperation { Type: { IsRefLikeType: true } type })
                {
                    return $"a string that goes into a '{type.Name}'";
                }
            }
        }

        return null;
    }
}
