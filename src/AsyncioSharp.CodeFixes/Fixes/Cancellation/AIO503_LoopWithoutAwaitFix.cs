using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO503: lets the other tasks run once per iteration.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoopWithoutAwaitFix))]
[Shared]
public sealed class LoopWithoutAwaitFix()
    : RuleFix(LoopWithoutAwaitAnalyzer.Id, "Add 'await Asyncio.Yield()' or 'await Task.Yield()'", "Add 'await Task.Yield()'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new LoopWithoutAwaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        LoopYield.BodyOf(site) is { } body ? root.ReplaceNode(body, WithYield(site, body, fix.Edit)) : null;

    private static StatementSyntax WithYield(SyntaxNode loop, StatementSyntax body, Edit edit)
    {
        var written = LoopYield.Build(edit);
        return body switch
        {
            BlockSyntax { Statements.Count: 0 } block => Filled(block, written),
            BlockSyntax block when edit.Kind == LoopYield.AtEnd => AtEnd(block, written),
            BlockSyntax block => AtStart(block, written),
            EmptyStatementSyntax empty => written
                .WithLeadingTrivia(empty.GetLeadingTrivia().Any() || empty.GetFirstToken().GetPreviousToken().TrailingTrivia.Any()
                    ? empty.GetLeadingTrivia()
                    : TriviaList(Space))
                .WithTrailingTrivia(empty.GetTrailingTrivia()),
            _ => InBlock(loop, body, written),
        };
    }

    private static BlockSyntax AtEnd(BlockSyntax block, StatementSyntax written)
    {
        var last = block.Statements.Last();
        var line = LineEnd(last.GetTrailingTrivia());
        return line.Any()
            ? block.AddStatements(written.WithLeadingTrivia(LineLayout.IndentationOf(last)).WithTrailingTrivia(line))
            : block.WithStatements(block.Statements.Replace(last, last.GetTrailingTrivia().Any() ? last : last.WithTrailingTrivia(Space)))
                .AddStatements(written.WithTrailingTrivia(Space));
    }

    private static BlockSyntax AtStart(BlockSyntax block, StatementSyntax written)
    {
        var line = LineEnd(block.OpenBraceToken.TrailingTrivia);
        return block.WithStatements(block.Statements.Insert(0, line.Any()
            ? written.WithLeadingTrivia(LineLayout.IndentationOf(block.Statements[0])).WithTrailingTrivia(line)
            : written.WithTrailingTrivia(Space)));
    }

    // The comments of an empty block stay above.
    private static BlockSyntax Filled(BlockSyntax block, StatementSyntax written)
    {
        var close = block.CloseBraceToken;
        var line = LineEnd(block.OpenBraceToken.TrailingTrivia);
        if (!line.Any())
        {
            var open = block.OpenBraceToken.TrailingTrivia;
            return block
                .WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(open.Any() ? open : TriviaList(Space)))
                .WithStatements(SingletonList(written.WithTrailingTrivia(Space)));
        }

        var outer = LineLayout.IndentationOf(close.LeadingTrivia);
        var above = close.LeadingTrivia.Take(close.LeadingTrivia.Count - outer.Count);
        var inner = LineLayout.Deeper(outer);
        return block
            .WithStatements(SingletonList(written.WithLeadingTrivia(above.Concat(inner)).WithTrailingTrivia(line)))
            .WithCloseBraceToken(close.WithLeadingTrivia(outer));
    }

    private static BlockSyntax InBlock(SyntaxNode loop, StatementSyntax body, StatementSyntax written)
    {
        var line = LineEnd(loop is DoStatementSyntax statement
            ? statement.DoKeyword.TrailingTrivia
            : body.GetFirstToken().GetPreviousToken().TrailingTrivia);
        if (!line.Any())
        {
            return Block(
                Token(body.GetLeadingTrivia(), SyntaxKind.OpenBraceToken, TriviaList(Space)),
                List([body.WithLeadingTrivia().WithTrailingTrivia(Space), written.WithTrailingTrivia(Space)]),
                Token(default, SyntaxKind.CloseBraceToken, body.GetTrailingTrivia()));
        }

        var outer = LineLayout.IndentationOf(loop.GetLeadingTrivia());
        return Block(
            Token(outer, SyntaxKind.OpenBraceToken, line),
            List([body, written.WithLeadingTrivia(LineLayout.IndentationOf(body)).WithTrailingTrivia(line)]),
            Token(outer, SyntaxKind.CloseBraceToken, line));
    }

    private static SyntaxTriviaList LineEnd(SyntaxTriviaList trivia) =>
        TriviaList(trivia.Where(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1));
}
