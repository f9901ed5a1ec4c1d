using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO209: the function returns an awaitable, and its calls are awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidFix))]
[Shared]
public sealed class AsyncVoidFix() : RuleFix(AsyncVoidAnalyzer.Id, "Return a 'Coroutine' or a 'Task'", "Return a 'Task'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncVoidAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => (fix.Edit.Kind, site) switch
    {
        (AsyncVoidRepair.Await, ExpressionSyntax call) => root.ReplaceNode(call, AwaitSyntax.InPlaceOf(call, call)),
        (AsyncVoidRepair.Await, _) => null,
        _ => root.ReplaceNode(site, AsyncVoidRepair.WithReturnType(site, fix.Edit.Kind)),
    };
}
