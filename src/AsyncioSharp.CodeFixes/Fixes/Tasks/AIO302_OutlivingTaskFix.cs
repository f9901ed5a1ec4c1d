using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO302: awaits the task before the resource that it uses is disposed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutlivingTaskFix))]
[Shared]
public sealed class OutlivingTaskFix() : RuleFix(OutlivingTaskAnalyzer.Id, "Await the task at the end of the block")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new OutlivingTaskAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Expression: AssignmentExpressionSyntax assignment } statement &&
        assignment.Left is IdentifierNameSyntax name
            ? BlockEndWriter.Append(root, statement, statement, name.Identifier.Text, fix)
            : null;
}
