using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO405: starts a loop for the coroutine; in a function that a host calls, on a dedicated thread.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoLoopFix))]
[Shared]
public sealed class NoLoopFix() : RuleFix(NoLoopAnalyzer.Id, "Use 'Asyncio.Run'")
{
    private static readonly SyntaxAnnotation Written = new();

    private protected override RuleAnalyzer CreateAnalyzer() => new NoLoopAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not AwaitExpressionSyntax { Expression: { } operand } awaited)
        {
            return null;
        }

        var isHosted = fix.Edit.Kind == NoLoopAnalyzer.RunAsync;
        var kept = operand is ParenthesizedExpressionSyntax inner ? inner.Expression : operand;
        var run = (InvocationExpressionSyntax)ParseExpression($"global::AsyncioSharp.Asyncio.Run{(isHosted ? "Async" : "")}(c)");
        run = run.ReplaceNode(run.ArgumentList.Arguments[0].Expression, PreservedTrivia.Around(kept.WithoutTrivia(), kept, awaited));
        run = run.ReplaceNode(run.Expression, run.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));

        if (isHosted)
        {
            return root.ReplaceNode(operand, run.WithTriviaFrom(operand));
        }

        // A call needs no parentheses where an await does.
        ExpressionSyntax old = awaited.Parent is ParenthesizedExpressionSyntax around ? around : awaited;
        var written = root.ReplaceNode(old, run.WithTriviaFrom(old).WithAdditionalAnnotations(Written));
        return fix.Edit.Kind == NoLoopAnalyzer.RunSynchronously ? WithoutAsync(written) : written;
    }

    // After the last await is removed.
    private static SyntaxNode WithoutAsync(SyntaxNode root)
    {
        var runs = root.GetAnnotatedNodes(Written).ToList();
        var methods = runs.Select(run => run.FirstAncestorOrSelf<MethodDeclarationSyntax>()).OfType<MethodDeclarationSyntax>().Distinct()
            .Where(method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) && !Awaits(method)).ToList();
        return root.ReplaceNodes(methods, (_, method) => SyncRepair.MakeSync(method));
    }

    private static bool Awaits(MethodDeclarationSyntax method) =>
        method.DescendantTokens(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static token => token.IsKind(SyntaxKind.AwaitKeyword));
}
