using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO301: adds the task to the surrounding group, or keeps it and awaits it at the end of its block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedTaskFix))]
[Shared]
public sealed class DroppedTaskFix() : RuleFix(DroppedTaskAnalyzer.Id, "Keep the task and await it at the end of the block")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new DroppedTaskAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix) => (fix.Edit.Kind, site) switch
    {
        (TaskKeeping.Group, InvocationExpressionSyntax call) => InGroup(root, call),
        (TaskKeeping.InPlace, ExpressionSyntax value) => InPlace(root, value),
        (TaskKeeping.Variable, ExpressionSyntax value) => InVariable(root, value, fix),
        _ => null,
    };

    private static SyntaxNode? InGroup(SyntaxNode root, InvocationExpressionSyntax call)
    {
        var group = call.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() switch
        {
            SimpleLambdaExpressionSyntax lambda => lambda.Parameter,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.FirstOrDefault(),
            AnonymousMethodExpressionSyntax method => method.ParameterList?.Parameters.FirstOrDefault(),
            _ => null,
        };
        return group is null ? null : root.ReplaceNode(call, TaskKeeping.WithGroup(call, group.Identifier.Text));
    }

    private static SyntaxNode InPlace(SyntaxNode root, ExpressionSyntax value)
    {
        var whole = value.Parent is AssignmentExpressionSyntax discard ? discard : value;
        return root.ReplaceNode(whole, AwaitSyntax.InPlaceOf(whole, value));
    }

    private static SyntaxNode? InVariable(SyntaxNode root, ExpressionSyntax value, FixSite fix)
    {
        if (value.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables })
        {
            return BlockEndWriter.Append(root, statement, statement, variables[0].Identifier.Text, fix);
        }

        var call = fix.Model.GetOperation(fix.Node) as IInvocationOperation;
        var name = UniqueName.Of(call is null ? "task" : TaskKeeping.VariableFor(call), statement, fix.Model, fix.Node.SpanStart);
        return BlockEndWriter.Append(root, statement, BlockEndWriter.Declare(name, value, statement), name, fix);
    }
}
