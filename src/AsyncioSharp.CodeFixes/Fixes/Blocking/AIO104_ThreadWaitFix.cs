using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO104: moves the call to another thread and awaits it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ThreadWaitFix))]
[Shared]
public sealed class ThreadWaitFix() : RuleFix(ThreadWaitAnalyzer.Id, "Wait on another thread")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new ThreadWaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        AwaitWriter.Write(root, site, fix, call => ThreadMove.Build(call, fix.Edit));
}
