using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO101: awaits the sleep.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingSleepFix))]
[Shared]
public sealed class BlockingSleepFix()
    : RuleFix(BlockingSleepAnalyzer.Id, "Use 'await Asyncio.Sleep' or 'await Task.Delay'", "Use 'await Task.Delay'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new BlockingSleepAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is InvocationExpressionSyntax sleep
            ? root.ReplaceNode(sleep, AwaitSyntax.InPlaceOf(
                sleep, AwaitConvention.For(fix.Node, fix.Model, _ => SleepReplacement.Build(sleep, fix.Edit))(sleep)))
            : null;
}
