using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Rewrites a function that returns a coroutine as an async function: adds the modifier, and an await at every return.</summary>
internal static class AsyncFunctionSyntax
{
    /// <summary>The results of the function itself: its expression body, or the operands of its return statements.</summary>
    public static IEnumerable<ExpressionSyntax> Results(SyntaxNode function)
    {
        var (body, expression) = BodyOf(function);
        return expression is not null
            ? [expression] : body is null ? []
            : OwnReturns(body).Select(r => r.Expression).OfType<ExpressionSyntax>();
    }

    /// <param name="function">A method, a local function or a lambda that returns a coroutine.</param>
    /// <param name="returnsValue">Whether it is a coroutine with a result.</param>
    /// <param name="isCompleted">
    /// Recognizes results that are only a completed coroutine, which an async function returns implicitly.
    /// </param>
    public static SyntaxNode MakeAsync(SyntaxNode function, bool returnsValue, Func<ExpressionSyntax, bool> isCompleted) =>
        AddAsync(new ReturnRewriter(function, returnsValue, isCompleted).Visit(function)!);

    /// <summary>Adds only the modifier, and does not change the return type.</summary>
    public static SyntaxNode AddAsync(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method =>
            WithAsync(method, method.Modifiers, method.ReturnType, (m, modifiers, type) => m.WithModifiers(modifiers).WithReturnType(type)),
        LocalFunctionStatementSyntax local =>
            WithAsync(local, local.Modifiers, local.ReturnType, (m, modifiers, type) => m.WithModifiers(modifiers).WithReturnType(type)),
        AnonymousFunctionExpressionSyntax lambda => WithAsync(lambda),
        _ => function,
    };

    private static T WithAsync<T>(T function, SyntaxTokenList modifiers, TypeSyntax returnType, Func<T, SyntaxTokenList, TypeSyntax,
        T> with)
    {
        var keyword = Token(returnType.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, TriviaList(Space));
        return with(function, modifiers.Add(keyword), returnType.WithoutLeadingTrivia());
    }

    private static AnonymousFunctionExpressionSyntax WithAsync(AnonymousFunctionExpressionSyntax lambda)
    {
        var keyword = Token(default, SyntaxKind.AsyncKeyword, TriviaList(Space));

        // Attributes precede the modifiers, so the first token would belong to them.
        if (lambda is ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 }
            or SimpleLambdaExpressionSyntax { AttributeLists.Count: > 0 })
        {
            return lambda.WithModifiers(lambda.Modifiers.Add(keyword));
        }

        return lambda.Modifiers.Count > 0
            ? lambda.WithModifiers(lambda.Modifiers.Add(keyword))
            : lambda.WithoutLeadingTrivia().WithModifiers(TokenList(keyword.WithLeadingTrivia(lambda.GetLeadingTrivia())));
    }

    private static (BlockSyntax? Body, ExpressionSyntax? Expression) BodyOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => (method.Body, method.ExpressionBody?.Expression),
        LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody?.Expression),
        AnonymousFunctionExpressionSyntax lambda => (lambda.Block, lambda.ExpressionBody),
        _ => (null, null),
    };

    private static IEnumerable<ReturnStatementSyntax> OwnReturns(BlockSyntax body) =>
        body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>();

    private sealed class ReturnRewriter(SyntaxNode function, bool returnsValue, Func<ExpressionSyntax, bool> isCompleted)
        : CSharpSyntaxRewriter
    {
        private readonly BlockSyntax? _body = BodyOf(function).Body;
        private readonly ExpressionSyntax? _expression = BodyOf(function).Expression;

        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && node != function)
            {
                return node;
            }

            return node is ExpressionSyntax expression && node == _expression
                ? AwaitSyntax.InPlaceOf(expression, expression)
                : base.Visit(node);
        }

        public override SyntaxNode VisitBlock(BlockSyntax node) =>
            ((BlockSyntax)base.VisitBlock(node)!).WithStatements(Spread(node.Statements, node == _body));

        public override SyntaxNode VisitSwitchSection(SwitchSectionSyntax node) =>
            ((SwitchSectionSyntax)base.VisitSwitchSection(node)!).WithStatements(Spread(node.Statements, isBody: false));

        // The body of an if or a loop: two statements need a block.
        public override SyntaxNode VisitReturnStatement(ReturnStatementSyntax node)
        {
            var statements = Rewrite(node, isLast: false);
            return statements.Count == 1
                ? statements[0]
                : Block(statements.Select(s => s.WithLeadingTrivia(Space).WithTrailingTrivia()))
                    .WithOpenBraceToken(Token(default, SyntaxKind.OpenBraceToken, default))
                    .WithCloseBraceToken(Token(TriviaList(Space), SyntaxKind.CloseBraceToken, node.GetTrailingTrivia()))
                    .WithLeadingTrivia(node.GetLeadingTrivia());
        }

        private SyntaxList<StatementSyntax> Spread(SyntaxList<StatementSyntax> statements, bool isBody) =>
            List(statements.SelectMany((statement, index) => statement is ReturnStatementSyntax result
                ? Rewrite(result, isBody && index == statements.Count - 1)
                : [(StatementSyntax)Visit(statement)!]));

        private IReadOnlyList<StatementSyntax> Rewrite(ReturnStatementSyntax node, bool isLast)
        {
            if (node.Expression is not { } result)
            {
                return [node];
            }

            if (returnsValue)
            {
                return isCompleted(result) ? [node] : [node.WithExpression(AwaitSyntax.InPlaceOf(result, result))];
            }

            var leave = node.WithExpression(null).WithReturnKeyword(node.ReturnKeyword.WithTrailingTrivia());
            if (isCompleted(result))
            {
                return isLast && !node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(AwaitSyntax.IsComment) ? [] : [leave];
            }

            var await = ExpressionStatement(
                AwaitExpression(Token(node.ReturnKeyword.LeadingTrivia, SyntaxKind.AwaitKeyword, node.ReturnKeyword.TrailingTrivia),
                    AwaitSyntax.Await(result.WithoutLeadingTrivia()).Expression),
                node.SemicolonToken);
            if (isLast)
            {
                return [await];
            }

            if (!node.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                return [await.WithTrailingTrivia(Space), leave.WithLeadingTrivia()];
            }

            var indentation = node.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1);
            var endOfLine = node.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
            return [await, leave.WithLeadingTrivia(indentation).WithTrailingTrivia(endOfLine)];
        }
    }
}
