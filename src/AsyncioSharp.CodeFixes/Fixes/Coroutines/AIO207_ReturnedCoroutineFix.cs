using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO207: the function becomes async and awaits the coroutines that it returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnedCoroutineFix))]
[Shared]
public sealed class ReturnedCoroutineFix() : RuleFix(ReturnedCoroutineAnalyzer.Id, "Use 'return await'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new ReturnedCoroutineAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => null;
}
