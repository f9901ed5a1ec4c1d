using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO203: the field holds a task, created from each stored coroutine.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StoredCoroutineFix))]
[Shared]
public sealed class StoredCoroutineFix() : RuleFix(StoredCoroutineAnalyzer.Id, "Store 'Asyncio.CreateTask'")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new StoredCoroutineAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => (fix.Edit.Kind, site) switch
    {
        (TaskField.Start, ExpressionSyntax value) =>
            root.ReplaceNode(value, TaskAtCreation.Start(value.WithoutTrivia()).WithTriviaFrom(value)),
        (TaskField.Value, MemberAccessExpressionSyntax access) => root.ReplaceNode(access, access.Expression.WithTriviaFrom(access)),
        (_, TypeSyntax type) when TaskField.WithTask(type, fix.Edit.Kind) is { } task => root.ReplaceNode(type, task),
        _ => null,
    };
}
