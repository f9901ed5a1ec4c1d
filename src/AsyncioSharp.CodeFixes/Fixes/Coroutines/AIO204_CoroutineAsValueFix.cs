using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO204: awaits the coroutine to get the intended value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CoroutineAsValueFix))]
[Shared]
public sealed class CoroutineAsValueFix() : RuleFix(CoroutineAsValueAnalyzer.Id, "Use 'await'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new CoroutineAsValueAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is ExpressionSyntax value ? root.ReplaceNode(value, AwaitSyntax.InPlaceOf(value, value)) : null;
}
