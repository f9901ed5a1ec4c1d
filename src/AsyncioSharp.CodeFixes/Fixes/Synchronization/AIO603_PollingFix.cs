using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO603: awaits the change that the loop polls for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PollingFix))]
[Shared]
[Cascades(1)]
public sealed class PollingFix() : RuleFix(PollingAnalyzer.Id, "Await the change")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new PollingAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not WhileStatementSyntax statement || PollReplacement.Build(statement, fix.Edit.Kind) is not { } written)
        {
            return null;
        }

        return PollReplacement.FetchOf(statement, fix.Edit.Kind) is { } fetch
            ? root.ReplaceNode(statement.Parent!, WithoutFetch(statement.Parent!, statement, fetch, written))
            : root.ReplaceNode(statement, written);
    }

    private static SyntaxNode WithoutFetch(SyntaxNode parent, WhileStatementSyntax statement, ExpressionStatementSyntax fetch,
        StatementSyntax written)
    {
        var siblings = BlockEnd.Siblings(statement);
        var statements = siblings.Replace(statement, written).RemoveAt(siblings.IndexOf(fetch));
        return parent switch
        {
            BlockSyntax block => block.WithStatements(statements),
            SwitchSectionSyntax section => section.WithStatements(statements),
            _ => parent,
        };
    }
}
