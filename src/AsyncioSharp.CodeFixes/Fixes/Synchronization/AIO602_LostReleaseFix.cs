using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO602: releases in a <c>finally</c>, or at the end of a <c>using</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LostReleaseFix))]
[Shared]
[Cascades(3)]
public sealed class LostReleaseFix() : RuleFix(LostReleaseAnalyzer.Id, "Release with 'using' or 'finally'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new LostReleaseAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind == ReleaserVariable.Kind)
        {
            return site.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { } declaration
                ? root.ReplaceNode(declaration, ReleaserVariable.WithUsing(declaration))
                : null;
        }

        return site.Parent is ExpressionStatementSyntax acquire && GuardedRelease.Build(acquire, fix.Edit.Kind) is { } block
            ? root.ReplaceNode(acquire.Parent!, block)
            : null;
    }
}
