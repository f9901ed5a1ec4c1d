using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Builds a handler that lets a cancellation propagate.</summary>
internal static class CancellationPassing
{
    /// <summary><c>catch (Exception e)</c> gets a filter, or one more condition in the filter that it has.</summary>
    public const string Filter = nameof(Filter);

    /// <summary><c>catch (OperationCanceledException)</c> ends with <c>throw;</c></summary>
    public const string Throw = nameof(Throw);

    private const string Token = nameof(Token);
    private const string Replaced = nameof(Replaced);

    /// <summary>Null if the handler would have to be rewritten.</summary>
    /// <param name="caught">The handler.</param>
    /// <param name="clause">Its syntax.</param>
    /// <param name="token">
    /// The token that shows in a plain async function whether it was canceled: other exceptions of this type are timeouts.
    /// </param>
    /// <param name="symbols">The symbols of the compilation.</param>
    public static Edit? EditOf(ICatchClauseOperation caught, CatchClauseSyntax clause, string? token, KnownSymbols symbols)
    {
        var head = clause.DescendantTrivia(node => node is not BlockSyntax || node == clause.Block)
            .Where(t => t.SpanStart < clause.Block.FullSpan.Start || (Directives.IsConditional(t) && t.SpanStart < clause.Block.SpanStart));
        if (!symbols.IsCancellation(caught.ExceptionType))
        {
            var isReplaced = caught.Filter is { } filter && IndifferentFilter.IsOnlyTaskCanceled(filter, symbols);
            return head.Any(t => t.IsDirective && t.SpanStart >= clause.SpanStart)
                ? null
                : new Edit(Filter).With(Token, token).With(Replaced, isReplaced ? "" : null);
        }

        var isEmptyLine = clause.Block.Statements.Count == 0 &&
            !clause.Block.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia) && clause.Block.Span.Contains(t.Span));
        return !Directives.AreInside(clause.Block) && (isEmptyLine || clause.Block.Statements.LastOrDefault() is ExpressionStatementSyntax)
            ? new Edit(Throw)
            : null;
    }

    /// <summary>The code that the fix writes, for the message.</summary>
    public static string TextOf(CatchClauseSyntax clause, Edit edit, SemanticModel model)
    {
        if (edit.Kind == Throw)
        {
            return "throw;";
        }

        var fixedClause = WithFilter(clause, NameFor(clause, clause, model, clause.SpanStart), edit);
        var text = AwaitSyntax.Display(fixedClause.WithBlock(Block()).WithoutTrivia(), model, clause.SpanStart);
        return text.Substring(0, text.LastIndexOf('{')).TrimEnd();
    }

    /// <summary>The variable of the exception, or a new one.</summary>
    public static string NameFor(CatchClauseSyntax clause, SyntaxNode node, SemanticModel model, int position) =>
        clause.Declaration is { Identifier: { RawKind: not 0 } identifier } ? identifier.Text : UniqueName.Of("e", node, model, position);

    public static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, string name, Edit edit)
    {
        var token = edit[Token] is { } text ? $" || !{text}.IsCancellationRequested" : "";
        var written = ((TryStatementSyntax)ParseStatement(
            $"try {{ }} catch (global::System.Exception {name}) when ({name} is not global::System.OperationCanceledException{token}) {{ }}"))
                .Catches[0];
        written = written.ReplaceNodes(written.DescendantNodes().OfType<QualifiedNameSyntax>()
            .Where(n => n.Parent is not QualifiedNameSyntax),
            static (old, _) => old.WithAdditionalAnnotations(AwaitSyntax.FullName));
        written = written.ReplaceNodes(written.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(n => n.Parent is not MemberAccessExpressionSyntax),
            static (old, _) => old.ToString().StartsWith("global::", StringComparison.Ordinal)
                ? old.WithAdditionalAnnotations(AwaitSyntax.FullName)
                : old);

        if (clause.Filter is { } old)
        {
            written = written.WithFilter(edit[Replaced] is null ? Both(old, written.Filter!) : written.Filter);
        }

        // The line now ends after the filter.
        var end = clause.Filter?.GetTrailingTrivia() ?? clause.Declaration?.GetTrailingTrivia() ?? clause.CatchKeyword.TrailingTrivia;
        var filter = written.Filter!.WithTrailingTrivia(end);
        if (clause.Declaration is not { } declaration)
        {
            return clause.WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(Space)).WithDeclaration(written.Declaration)
                .WithFilter(filter);
        }

        var named = declaration.Identifier.IsKind(SyntaxKind.None)
            ? declaration.WithType(declaration.Type.WithTrailingTrivia(Space))
                .WithIdentifier(Identifier(default, name, declaration.Type.GetTrailingTrivia()))
            : declaration;
        return clause.WithDeclaration(named.WithTrailingTrivia(Space)).WithFilter(filter);
    }

    private static CatchFilterClauseSyntax Both(CatchFilterClauseSyntax old, CatchFilterClauseSyntax written)
    {
        var own = old.FilterExpression.WithoutTrivia();
        var isLoose = own.IsKind(SyntaxKind.LogicalOrExpression) || own is ConditionalExpressionSyntax or AssignmentExpressionSyntax ||
            own.IsKind(SyntaxKind.CoalesceExpression);
        var added = written.FilterExpression;
        return written.WithFilterExpression(BinaryExpression(
            SyntaxKind.LogicalAndExpression,
            (isLoose ? ParenthesizedExpression(own) : own).WithTrailingTrivia(Space),
            SyntaxFactory.Token(default, SyntaxKind.AmpersandAmpersandToken, TriviaList(Space)),
            added.IsKind(SyntaxKind.LogicalOrExpression) ? ParenthesizedExpression(added) : added));
    }

    public static CatchClauseSyntax WithThrow(CatchClauseSyntax clause)
    {
        var rethrow = ParseStatement("throw;");
        var statements = clause.Block.Statements;
        if (statements.Count == 0)
        {
            return clause.WithBlock(clause.Block
                .WithOpenBraceToken(clause.Block.OpenBraceToken.WithTrailingTrivia(clause.Block.OpenBraceToken.TrailingTrivia.Any()
                    ? clause.Block.OpenBraceToken.TrailingTrivia
                    : TriviaList(Space)))
                .WithStatements(SingletonList(rethrow.WithTrailingTrivia(Space))));
        }

        var last = statements.Last();
        var line = last.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1).ToList();
        var indentation = last.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1);
        return line.Count == 0
            ? clause.WithBlock(clause.Block.AddStatements(rethrow.WithTrailingTrivia(Space)))
            : clause.WithBlock(clause.Block.AddStatements(rethrow.WithLeadingTrivia(indentation).WithTrailingTrivia(line)));
    }
}
