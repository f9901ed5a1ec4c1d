using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO703: awaits into a variable, then updates.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LostUpdateFix))]
[Shared]
public sealed class LostUpdateFix() : RuleFix(LostUpdateAnalyzer.Id, "Await into a variable, then update")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new LostUpdateAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is AssignmentExpressionSyntax
        {
            Parent: ExpressionStatementSyntax
            {
                Parent: BlockSyntax
            or SwitchSectionSyntax
            } statement
        } update
            ? root.ReplaceNode(statement, AwaitFirst.Build(statement, AwaitFirst.NameFor(update, statement, fix.Model, fix.Node.SpanStart)))
            : null;
}
