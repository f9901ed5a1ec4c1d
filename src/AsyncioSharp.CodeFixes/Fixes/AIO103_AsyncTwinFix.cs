using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO103: awaits the async twin.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncTwinFix))]
[Shared]
public sealed class AsyncTwinFix() : RuleFix(AsyncTwinAnalyzer.Id, "Await the async twin")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncTwinAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, SiteFix fix)
    {
        var form = AwaitWriter.FormOf(fix);
        if (form == LineLoop.Form)
        {
            return LineLoop.At(site)?.Write(root);
        }

        if (form.StartsWith(TwinReplacement.Each, StringComparison.Ordinal))
        {
            return site is InvocationExpressionSyntax call && TwinReplacement.LoopOf(call) is { } loop
                ? root.ReplaceNode(loop, TwinReplacement.BuildLoop(loop, call, form))
                : null;
        }

        return AwaitWriter.Write(root, site, fix, value => TwinReplacement.Build(value, form));
    }
}
