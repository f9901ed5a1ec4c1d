using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO803: closes the connection at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndisposedConnectionFix))]
[Shared]
public sealed class UndisposedConnectionFix() : RuleFix(UndisposedConnectionAnalyzer.Id, "Use 'await using'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new UndisposedConnectionAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { } declaration)
        {
            return null;
        }

        var written = declaration.WithoutLeadingTrivia()
            .WithAwaitKeyword(Token(declaration.GetLeadingTrivia(), SyntaxKind.AwaitKeyword, TriviaList(Space)))
            .WithUsingKeyword(Token(TriviaList(), SyntaxKind.UsingKeyword, TriviaList(Space)));
        return root.ReplaceNode(declaration, written);
    }
}
