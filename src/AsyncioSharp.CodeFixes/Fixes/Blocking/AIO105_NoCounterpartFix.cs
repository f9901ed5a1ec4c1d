using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO105: moves the call to another thread and awaits it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoCounterpartFix))]
[Shared]
public sealed class NoCounterpartFix() : RuleFix(NoCounterpartAnalyzer.Id, "Call it on another thread")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new NoCounterpartAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        AwaitWriter.Write(root, site, fix, call => ThreadMove.Build(call, fix.Edit));
}
