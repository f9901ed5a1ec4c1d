using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO505: adds a timeout to the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TimeoutRaceFix))]
[Shared]
public sealed class TimeoutRaceFix() : RuleFix(TimeoutRaceAnalyzer.Id, "Use 'WaitFor' or 'WaitAsync'", "Use 'WaitAsync'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new TimeoutRaceAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } runners } race)
        {
            return null;
        }

        var isDelaySecond = IsDelay(runners[1].Expression);
        var delay = (isDelaySecond ? runners[1] : runners[0]).Expression as InvocationExpressionSyntax;
        var work = (isDelaySecond ? runners[0] : runners[1]).Expression;
        var api = fix.Edit[RaceRewrite.Api]!;
        return delay is null ? null
            : fix.Edit.Kind == RaceRewrite.GoOn ? GoOn(root, race, RaceLimit.Build(work, delay, api))
            : Throw(root, delay, api, fix);
    }

    private static bool IsDelay(ExpressionSyntax runner) =>
        runner is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" }
            or IdentifierNameSyntax { Identifier.ValueText: "Delay" }
        };

    private static SyntaxNode? GoOn(SyntaxNode root, InvocationExpressionSyntax race, InvocationExpressionSyntax limited)
    {
        if (race.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement)
        {
            return null;
        }

        // Uses the same line breaks as the code around the statement.
        var line = statement.GetTrailingTrivia().FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var outer = statement.GetLeadingTrivia().Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
        var isOneLine = !line.IsKind(SyntaxKind.EndOfLineTrivia) ||
            !statement.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var end = isOneLine ? " " : line.ToString();
        var indentation = isOneLine ? "" : string.Concat(outer);
        var inner = isOneLine ? "" : indentation + (indentation.Contains('\t') ? "\t" : "    ");
        var written = (TryStatementSyntax)ParseStatement(
            $"try{end}{indentation}{{{end}{inner}x();{end}{indentation}}}{end}{indentation}catch (global::System.TimeoutException){end}{indentation}{{{end}{indentation}}}");
        written = written.ReplaceNode(written.Catches[0].Declaration!.Type,
            written.Catches[0].Declaration!.Type.WithAdditionalAnnotations(AwaitSyntax.FullName));
        var body = (ExpressionStatementSyntax)written.Block.Statements[0];
        return root.ReplaceNode(statement, written
            .ReplaceNode(body, body.WithExpression(AwaitSyntax.Await(limited).WithLeadingTrivia(body.GetLeadingTrivia())))
            .WithTriviaFrom(statement));
    }

    private static SyntaxNode? Throw(SyntaxNode root, InvocationExpressionSyntax delay, string api, FixSite fix)
    {
        var places = fix.EditLocations.Skip(1).Select(p => root.GetCurrentNode(p)).ToList();
        if (places.FirstOrDefault() is not AwaitExpressionSyntax awaited || places.Skip(1).Any(static p => p is not StatementSyntax) ||
            awaited.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } last)
        {
            return null;
        }

        var limited = AwaitSyntax.Await(RaceLimit.Build(awaited.Expression, delay, api)).WithTriviaFrom(awaited);
        var gone = places.Skip(1).Cast<StatementSyntax>().ToList();
        var kept = last.ReplaceNode(awaited, limited).WithLeadingTrivia(gone[0].GetLeadingTrivia());
        return root.ReplaceNode(block,
            block.WithStatements(List(block.Statements.Where(s => !gone.Contains(s)).Select(s => s == last ? kept : s))));
    }
}
