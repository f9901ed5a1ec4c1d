using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO502: lets the cancellation propagate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwallowedCancellationFix))]
[Shared]
[Cascades(6)]
public sealed class SwallowedCancellationFix() : RuleFix(SwallowedCancellationAnalyzer.Id, "Exclude cancellation with a filter")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new SwallowedCancellationAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is not CatchClauseSyntax clause
            ? null
            : root.ReplaceNode(clause, fix.Edit.Kind == CancellationPassing.Throw
                ? CancellationPassing.WithThrow(clause)
                : CancellationPassing.WithFilter(clause, CancellationPassing.NameFor(clause, clause, fix.Model, fix.Node.SpanStart),
                    fix.Edit));
}
