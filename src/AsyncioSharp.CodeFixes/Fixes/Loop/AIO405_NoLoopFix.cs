using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// AIO405: starts a loop for the coroutine; in a function that a host calls, on a dedicated thread. A loop in scope runs it itself, and a
/// route that returns one is mapped as a coroutine.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoLoopFix))]
[Shared]
public sealed class NoLoopFix() : RuleFix(NoLoopAnalyzer.Id, "Run the coroutine on an event loop")
{
    private static readonly SyntaxAnnotation Written = new();

    private protected override RuleAnalyzer CreateAnalyzer() => new NoLoopAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind == CoroutineRoute.Map)
        {
            return MapCoroutine(root, site, fix.Edit[CoroutineRoute.Method]!);
        }

        if (site is not AwaitExpressionSyntax awaited)
        {
            return null;
        }

        var kept = HostRun.Operand(awaited);
        kept = PreservedTrivia.Around(kept.WithoutTrivia(), kept, awaited);
        if (fix.Edit.Kind is HostRun.OnHost or HostRun.AwaitOnHost)
        {
            return root.ReplaceNode(awaited, Await(HostRun.Build(kept, fix.Edit), awaited));
        }

        var isHosted = fix.Edit.Kind == NoLoopAnalyzer.RunAsync;
        var run = (InvocationExpressionSyntax)ParseExpression($"global::AsyncioSharp.Asyncio.Run{(isHosted ? "Async" : "")}(c)");
        run = run.ReplaceNode(run.ArgumentList.Arguments[0].Expression, kept);
        run = run.ReplaceNode(run.Expression, run.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
        if (isHosted)
        {
            return root.ReplaceNode(awaited, Await(run, awaited));
        }

        // A call needs no parentheses where an await does.
        ExpressionSyntax old = awaited.Parent is ParenthesizedExpressionSyntax around ? around : awaited;
        var written = root.ReplaceNode(old, run.WithTriviaFrom(old).WithAdditionalAnnotations(Written));
        return fix.Edit.Kind == NoLoopAnalyzer.RunSynchronously ? WithoutAsync(written) : written;
    }

    // Comments between the await and what it awaits are in the call already.
    private static AwaitExpressionSyntax Await(ExpressionSyntax run, AwaitExpressionSyntax old) => old
        .WithAwaitKeyword(old.AwaitKeyword.WithTrailingTrivia(Space))
        .WithExpression(run.WithoutLeadingTrivia().WithTrailingTrivia(old.GetTrailingTrivia()));

    private static SyntaxNode? MapCoroutine(SyntaxNode root, SyntaxNode handler, string method) =>
        handler.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is InvocationExpressionSyntax call &&
        CoroutineRoute.Build(call, method) is { } written
            ? root.ReplaceNode(call, written)
            : null;

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
