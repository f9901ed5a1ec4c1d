using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO501: passes the token of the current task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AmbientTokenFix))]
[Shared]
[Cascades(4)]
public sealed class AmbientTokenFix() : RuleFix(AmbientTokenAnalyzer.Id, "Pass 'Asyncio.CurrentToken'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AmbientTokenAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? root.ReplaceNode(call, TokenArgument.Build(call, fix.Edit))
            : null;
}
