using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO701: combines the awaits with a gather.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SequentialAwaitsFix))]
[Shared]
public sealed class SequentialAwaitsFix() : RuleFix(SequentialAwaitsAnalyzer.Id, "Await them with 'Asyncio.Gather'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new SequentialAwaitsAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block } first)
        {
            return null;
        }

        var start = block.Statements.IndexOf(first);
        var declarations = block.Statements.Skip(start).Take(GatherDeclaration.CountOf(fix.Edit)).OfType<LocalDeclarationStatementSyntax>()
            .ToList();
        if (declarations.Count != GatherDeclaration.CountOf(fix.Edit) || GatherDeclaration.Build(declarations) is not { } gather)
        {
            return null;
        }

        var statements = block.Statements.Take(start).Append(gather).Concat(block.Statements.Skip(start + declarations.Count));
        return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(statements)));
    }
}
