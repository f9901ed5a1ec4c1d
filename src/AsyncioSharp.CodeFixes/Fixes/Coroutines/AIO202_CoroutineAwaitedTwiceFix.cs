using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO202: creates a task from the coroutine where it is created.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CoroutineAwaitedTwiceFix))]
[Shared]
public sealed class CoroutineAwaitedTwiceFix() : RuleFix(CoroutineAwaitedTwiceAnalyzer.Id, "Start it with 'Asyncio.CreateTask'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new CoroutineAwaitedTwiceAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not IdentifierNameSyntax name)
        {
            return null;
        }

        // The innermost declaration with that name is the right one: C# allows no second one in scope.
        var statement = site.Ancestors().OfType<BlockSyntax>().SelectMany(block => block.Statements)
            .OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(s => s.Declaration.Variables.Count == 1 && s.Declaration.Variables[0] is { Initializer: not null } variable &&
                variable.Identifier.ValueText == name.Identifier.ValueText);
        return statement is null ? null : root.ReplaceNode(statement, TaskAtCreation.Declare(statement));
    }
}
