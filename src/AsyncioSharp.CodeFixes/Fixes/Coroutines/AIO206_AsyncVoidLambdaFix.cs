using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO206: a loop awaits each call, which List.ForEach cannot do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidLambdaFix))]
[Shared]
public sealed class AsyncVoidLambdaFix() : RuleFix(AsyncVoidLambdaAnalyzer.Id, "Use a 'foreach' loop that awaits")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncVoidLambdaAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) =>
        site.FirstAncestorOrSelf<ExpressionStatementSyntax>(s => s.Span.Start < site.SpanStart) is { } statement &&
            ForEachLoop.Build(statement) is { } loop
            ? root.ReplaceNode(statement, loop)
            : null;
}
