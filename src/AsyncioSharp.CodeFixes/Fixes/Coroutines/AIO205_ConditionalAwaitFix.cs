using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO205: awaits only if there is a value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConditionalAwaitFix))]
[Shared]
public sealed class ConditionalAwaitFix() : RuleFix(ConditionalAwaitAnalyzer.Id, "Await inside 'if (... is not null)'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new ConditionalAwaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not AwaitExpressionSyntax awaited)
        {
            return null;
        }

        var written = AwaitIfNotNull.Build(awaited, fix.Edit.Kind,
            AwaitIfNotNull.NameFor(awaited, fix.Edit.Kind, awaited, fix.Model, fix.Node.SpanStart));
        return written is StatementSyntax ? root.ReplaceNode(awaited.Parent!, written) : root.ReplaceNode(awaited, written);
    }
}
