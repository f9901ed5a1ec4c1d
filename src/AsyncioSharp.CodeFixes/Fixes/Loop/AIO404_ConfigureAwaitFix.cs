using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO404: continues on the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConfigureAwaitFix))]
[Shared]
[Cascades(2)]
public sealed class ConfigureAwaitFix() : RuleFix(ConfigureAwaitAnalyzer.Id, "Remove 'ConfigureAwait'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new ConfigureAwaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site is InvocationExpressionSyntax call ? root.ReplaceNode(call, ContextRemoval.Build(call, fix.Edit.Kind)) : null;
}
