using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO107: awaits the disposal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SyncDisposeFix))]
[Shared]
public sealed class SyncDisposeFix() : RuleFix(SyncDisposeAnalyzer.Id, "Use 'await using'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new SyncDisposeAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => site switch
    {
        UsingStatementSyntax statement => root.ReplaceNode(
            statement,
            WithConvention(statement, fix.Edit).WithUsingKeyword(statement.UsingKeyword.WithLeadingTrivia())
                .WithAwaitKeyword(AwaitBefore(statement.UsingKeyword))),
        LocalDeclarationStatementSyntax declaration => root.ReplaceNode(
            declaration,
            declaration.WithUsingKeyword(declaration.UsingKeyword.WithLeadingTrivia())
                .WithAwaitKeyword(AwaitBefore(declaration.UsingKeyword))),
        _ => null,
    };

    private static UsingStatementSyntax WithConvention(UsingStatementSyntax statement, Edit edit) =>
        edit.Kind == SyncDisposeAnalyzer.ConfiguredUsing && statement.Expression is { } resource
            ? statement.WithExpression(AwaitConvention.Configured(resource))
            : statement;

    private static SyntaxToken AwaitBefore(SyntaxToken keyword) => Token(keyword.LeadingTrivia, SyntaxKind.AwaitKeyword, TriviaList(Space));
}
