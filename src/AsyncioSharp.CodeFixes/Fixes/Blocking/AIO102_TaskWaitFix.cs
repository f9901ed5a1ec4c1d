using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO102: awaits the task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TaskWaitFix))]
[Shared]
public sealed class TaskWaitFix() : RuleFix(TaskWaitAnalyzer.Id, "Use 'await' instead of blocking")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new TaskWaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (fix.Edit.Kind is not (TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds))
        {
            return AwaitWriter.Write(root, site, fix, value => TaskWaitReplacement.Build(value, fix.Edit));
        }

        return site is InvocationExpressionSyntax wait && site.FirstAncestorOrSelf<IfStatementSyntax>() is { } test
            ? root.ReplaceNode(test, TaskWaitReplacement.TimeoutStatement(test, wait, fix.Edit))
            : null;
    }
}
