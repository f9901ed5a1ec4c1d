using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO801: writes and waits until the peer has read enough.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndrainedWriteFix))]
[Shared]
public sealed class UndrainedWriteFix() : RuleFix(UndrainedWriteAnalyzer.Id, "Use 'await WriteAsync'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new UndrainedWriteAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is InvocationExpressionSyntax write && UndrainedWriteAnalyzer.Build(write) is { } written
            ? root.ReplaceNode(write, AwaitSyntax.InPlaceOf(write, written.WithoutTrivia()))
            : null;
}
