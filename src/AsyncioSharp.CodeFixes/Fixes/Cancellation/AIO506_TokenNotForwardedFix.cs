using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO506: forwards the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenNotForwardedFix))]
[Shared]
[Cascades(5)]
public sealed class TokenNotForwardedFix() : RuleFix(TokenNotForwardedAnalyzer.Id, "Forward the cancellation token")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new TokenNotForwardedAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind == SequenceToken.Kind)
        {
            return site is ExpressionSyntax sequence ? root.ReplaceNode(sequence, SequenceToken.Build(sequence, fix.Edit)) : null;
        }

        return site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? root.ReplaceNode(call, TokenArgument.Build(call, fix.Edit))
            : null;
    }
}
