using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO208: the function becomes synchronous, together with its calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncWithoutAwaitFix))]
[Shared]
public sealed class AsyncWithoutAwaitFix() : RuleFix(AsyncWithoutAwaitAnalyzer.Id, "Remove 'async' and the awaits of its calls")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AsyncWithoutAwaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind == SyncRepair.Declaration)
        {
            return root.ReplaceNode(site, SyncRepair.MakeSync(site));
        }

        if (site is not AwaitExpressionSyntax await)
        {
            return null;
        }

        // (await F()).X needs no parentheses without the await.
        ExpressionSyntax whole = await.Parent is ParenthesizedExpressionSyntax parentheses ? parentheses : await;
        return root.ReplaceNode(whole, await.Expression.WithTriviaFrom(whole));
    }
}
