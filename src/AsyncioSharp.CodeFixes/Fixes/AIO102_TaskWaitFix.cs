using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO102: awaits the task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TaskWaitFix))]
[Shared]
public sealed class TaskWaitFix() : RuleFix(TaskWaitAnalyzer.Id, "Await the task")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new TaskWaitAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, SiteFix fix)
    {
        var form = fix.Form.Substring(fix.Form.IndexOf('+') + 1);
        if (site is ConditionalAccessExpressionSyntax access)
        {
            return OfConditionalAccess(root, access, fix, form);
        }

        if (form is TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds)
        {
            return site is InvocationExpressionSyntax wait && site.FirstAncestorOrSelf<IfStatementSyntax>() is { } test
                ? root.ReplaceNode(test, TaskWaitReplacement.TimeoutStatement(test, wait, form))
                : null;
        }

        return site is ExpressionSyntax value ? root.ReplaceNode(value, AwaitSyntax.InPlaceOf(value, TaskWaitReplacement.Build(value, form))) : null;
    }

    private static SyntaxNode? OfConditionalAccess(SyntaxNode root, ConditionalAccessExpressionSyntax access, SiteFix fix, string form)
    {
        if (fix.Form.StartsWith(TaskWaitReplacement.Either, StringComparison.Ordinal))
        {
            var choice = TaskWaitReplacement.Choice(access, form, fix.Model.GetTypeInfo(fix.Node).Type, fix.Model, fix.Node.SpanStart);
            return root.ReplaceNode(access, choice);
        }

        if (access.Parent is not ExpressionStatementSyntax statement)
        {
            return null;
        }

        var name = fix.Form.StartsWith(TaskWaitReplacement.IfPattern, StringComparison.Ordinal)
            ? CoroutineAwait.NameFor(access, statement, fix.Model, fix.Node.SpanStart)
            : null;
        return root.ReplaceNode(statement, NullTest.Of(statement, access, name, call => TaskWaitReplacement.Build(call, form)));
    }
}
