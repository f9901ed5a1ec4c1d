using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO103: awaits the async counterpart.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncCounterpartFix))]
[Shared]
public sealed class AsyncCounterpartFix() : RuleFix(AsyncCounterpartAnalyzer.Id, "Await the async counterpart")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncCounterpartAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind == LineLoop.Kind)
        {
            return LineLoop.At(site)?.Write(root, (ExpressionSyntax)fix.Node, fix.Model);
        }

        if (fix.Edit.Kind == CounterpartReplacement.Each)
        {
            return site is InvocationExpressionSyntax call && CounterpartReplacement.LoopOf(call) is { } loop
                ? root.ReplaceNode(loop, CounterpartReplacement.BuildLoop(loop, call, Convention(fix)))
                : null;
        }

        if (fix.Edit.Kind == QueryLoop.Kind)
        {
            return site is ExpressionSyntax sequence && CounterpartReplacement.LoopOf(sequence) is { } loop
                ? root.ReplaceNode(loop, CounterpartReplacement.BuildLoop(loop, sequence, value => QueryLoop.Build(value, fix.Edit)))
                : null;
        }

        return AwaitWriter.Write(root, site, fix, value => CounterpartReplacement.Build(value, fix.Edit));
    }

    private static Func<ExpressionSyntax, ExpressionSyntax> Convention(FixSite fix) =>
        AwaitConvention.For(fix.Node, fix.Model, value => CounterpartReplacement.Build(value, fix.Edit));
}
