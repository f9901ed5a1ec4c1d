using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO401: awaits the coroutine on the loop that is already running.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NestedRunFix))]
[Shared]
public sealed class NestedRunFix() : RuleFix(NestedRunAnalyzer.Id, "Await the coroutine")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new NestedRunAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } run
            ? root.ReplaceNode(run, AwaitSyntax.InPlaceOf(run, NestedRunReplacement.Build(run, fix.Edit.Kind)))
            : null;
}
