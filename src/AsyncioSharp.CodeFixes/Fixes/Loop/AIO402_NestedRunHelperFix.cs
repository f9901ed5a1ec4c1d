using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO402: the helper returns a coroutine, and its calls are awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NestedRunHelperFix))]
[Shared]
public sealed class NestedRunHelperFix() : RuleFix(NestedRunHelperAnalyzer.Id, "Return a coroutine and await it")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new NestedRunHelperAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => (fix.Edit.Kind, site) switch
    {
        (RunHelperRepair.Await, ExpressionSyntax call) => root.ReplaceNode(call, AwaitSyntax.InPlaceOf(call, call)),
        (RunHelperRepair.Coroutine, _) => root.ReplaceNode(site, RunHelperRepair.MakeCoroutine(site)),
        (RunHelperRepair.Run, InvocationExpressionSyntax run) =>
            root.ReplaceNode(run, AwaitSyntax.InPlaceOf(run, NestedRunReplacement.Build(run, fix.Edit[RunHelperRepair.Replacement]!))),
        _ => null,
    };
}
