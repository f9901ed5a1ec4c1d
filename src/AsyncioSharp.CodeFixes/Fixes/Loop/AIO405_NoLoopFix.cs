using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO405: starts a loop for the coroutine.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoLoopFix))]
[Shared]
public sealed class NoLoopFix() : RuleFix(NoLoopAnalyzer.Id, "Use 'Asyncio.Run'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new NoLoopAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not AwaitExpressionSyntax { Expression: { } operand } awaited)
        {
            return null;
        }

        var kept = operand is ParenthesizedExpressionSyntax inner ? inner.Expression : operand;
        var run = (InvocationExpressionSyntax)ParseExpression("global::AsyncioSharp.Asyncio.Run(c)");
        run = run.ReplaceNode(run.ArgumentList.Arguments[0].Expression, PreservedTrivia.Around(kept.WithoutTrivia(), kept, awaited));
        run = run.ReplaceNode(run.Expression, run.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));

        // A call needs no parentheses where an await needs them.
        ExpressionSyntax old = awaited.Parent is ParenthesizedExpressionSyntax around ? around : awaited;
        return root.ReplaceNode(old, run.WithTriviaFrom(old));
    }
}
