using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO103: awaits the async twin.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncCounterpartFix))]
[Shared]
public sealed class AsyncCounterpartFix() : RuleFix(AsyncCounterpartAnalyzer.Id, "Await the async counterpart")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncCounterpartAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        var form = AwaitWriter.FormOf(fix);
        if (form == LineLoop.Form)
        {
            return LineLoop.At(site)?.Write(root);
        }

        if (form.StartsWith(CounterpartReplacement.Each, StringComparison.Ordinal))
        {
            return site is InvocationExpressionSyntax call && CounterpartReplacement.LoopOf(call) is { } loop
                ? root.ReplaceNode(loop, CounterpartReplacement.BuildLoop(loop, call, form))
                : null;
        }

        return AwaitWriter.Write(root, site, fix, value => CounterpartReplacement.Build(value, form));
    }
}
