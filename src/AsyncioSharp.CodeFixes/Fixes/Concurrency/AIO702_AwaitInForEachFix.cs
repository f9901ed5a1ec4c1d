using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO702: combines the iterations with a gather.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitInForEachFix))]
[Shared]
public sealed class AwaitInForEachFix() : RuleFix(AwaitInForEachAnalyzer.Id, "Await all iterations with 'Asyncio.Gather'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new AwaitInForEachAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not ForEachStatementSyntax loop || GatherLoop.Build(loop, fix.Edit.Kind) is not { } gather)
        {
            return null;
        }

        if (fix.Edit.Kind == GatherLoop.AddRange)
        {
            return root.ReplaceNode(loop, gather);
        }

        if (GatherLoop.DeclarationOf(loop) is not { } declaration)
        {
            return null;
        }

        var statements = BlockEnd.Siblings(loop).Replace(loop, gather);
        statements = statements.RemoveAt(BlockEnd.Siblings(loop).IndexOf(declaration));
        return loop.Parent switch
        {
            BlockSyntax block => root.ReplaceNode(block, block.WithStatements(statements)),
            SwitchSectionSyntax section => root.ReplaceNode(section, section.WithStatements(statements)),
            _ => null,
        };
    }
}
