using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO604: declares the state as task-local.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ThreadLocalStateFix))]
[Shared]
public sealed class ThreadLocalStateFix() : RuleFix(ThreadLocalStateAnalyzer.Id, "Use 'AsyncLocal'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new ThreadLocalStateAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        fix.Edit.Kind == AsyncLocalDeclaration.Kind && site is VariableDeclarationSyntax declaration
            ? root.ReplaceNode(declaration, AsyncLocalDeclaration.Build(declaration))
            : null;
}
