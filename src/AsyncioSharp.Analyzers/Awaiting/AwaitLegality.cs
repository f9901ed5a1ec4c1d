using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Finds the places where the language does not allow an <c>await</c> although the function is async.</summary>
internal static class AwaitLegality
{
    /// <summary>The construct that forbids an await in place of the node, as worded in messages; null if the await is legal.</summary>
    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, SemanticModel model) =>
        Surroundings(node, function.Syntax, model) ??
        (IsUnsafe(node) ? "unsafe code" : null) ??
        RefLifetime.Obstacle(node, function, model) ??
        HandlerLifetime.Obstacle(node, model) ??
        (KnownSymbols.Of(model.Compilation) is { } symbols ? ThreadHold.Obstacle(node, function, symbols) : null);

    private static string? Surroundings(SyntaxNode node, SyntaxNode function, SemanticModel model)
    {
        for (var child = node; child != function && child.Parent is { } parent; child = parent)
        {
            var obstacle = parent switch
            {
                LockStatementSyntax statement when child == statement.Statement => "a lock",
                CatchFilterClauseSyntax => "an exception filter",
                FromClauseSyntax { Parent: QueryExpressionSyntax } => null,
                QueryClauseSyntax or SelectOrGroupClauseSyntax => "a query clause",

                WhenClauseSyntax test => IsRefLikeSwitch(test, model) ? "the 'when' of a switch over a ref struct" : null,

                // At the head of a for, the parser reads "await X" as a declaration.
                ForStatementSyntax loop when loop.Initializers.Any(i => i == child) && node.SpanStart == child.SpanStart =>
                    "the head of a for",
                AttributeArgumentSyntax or ParameterSyntax => "a constant",
                UsingStatementSyntax statement when child == statement.Statement && IsRefLike(statement, model) =>
                    "the scope of a ref struct",
                CommonForEachStatementSyntax loop when child == loop.Statement && IsRefLike(loop, model) => "a loop over a ref struct",
                BlockSyntax block when block.Statements.Any(s => s.SpanStart < child.SpanStart && IsRefLikeUsing(s, model)) =>
                    "the scope of a ref struct",
                _ => null,
            };
            if (obstacle is not null)
            {
                return obstacle;
            }
        }

        return null;
    }

    private static bool IsRefLikeSwitch(WhenClauseSyntax test, SemanticModel model) =>
        test.FirstAncestorOrSelf<SwitchStatementSyntax>() is { } choice && IsRefLike(choice.Expression, model);

    // The unsafe context extends into lambdas and local functions.
    private static bool IsUnsafe(SyntaxNode node) => node.Ancestors().Any(ancestor => ancestor switch
    {
        UnsafeStatementSyntax or FixedStatementSyntax => true,
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        _ => false,
    });

    private static bool IsRefLike(UsingStatementSyntax statement, SemanticModel model) =>
        IsRefLike(statement.Expression ?? statement.Declaration?.Variables.FirstOrDefault()?.Initializer?.Value, model);

    private static bool IsRefLike(CommonForEachStatementSyntax loop, SemanticModel model) =>
        IsRefLike(loop.Expression, model) || model.GetForEachStatementInfo(loop).GetEnumeratorMethod?.ReturnType.IsRefLikeType == true;

    private static bool IsRefLikeUsing(StatementSyntax statement, SemanticModel model) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration &&
        IsRefLike(declaration.Declaration.Variables.FirstOrDefault()?.Initializer?.Value, model);

    private static bool IsRefLike(ExpressionSyntax? expression, SemanticModel model) =>
        expression is not null && model.GetTypeInfo(expression).Type?.IsRefLikeType == true;
}
