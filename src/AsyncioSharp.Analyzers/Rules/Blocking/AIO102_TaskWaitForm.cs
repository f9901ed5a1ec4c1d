using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a wait for a task becomes an await, and what may prevent that although an await would be legal.</summary>
internal sealed class TaskWaitForm
{
    private const string TimeoutResult = "its result tells whether the time is up, where an await throws";

    private TaskWaitForm(Edit edit, ExpressionSyntax site, string text, string? obstacle = null, SyntaxNode? replaced = null)
    {
        Edit = edit;
        Site = site;
        Text = text;
        Obstacle = obstacle;
        Replaced = replaced ?? site;
    }

    public Edit Edit { get; }

    /// <summary>Where the wait is reported.</summary>
    public ExpressionSyntax Site { get; }

    /// <summary>The code that the fix writes, for the message.</summary>
    public string Text { get; }

    public string? Obstacle { get; }

    public SyntaxNode Replaced { get; }

    public static TaskWaitForm Of(TaskWaitCall wait, CodeSite code)
    {
        var syntax = wait.Syntax;
        var (kind, obstacle) = KindOf(wait, code);
        var edit = new Edit(kind);
        var place = AwaitPlace.Of(syntax, wait.Operation.SemanticModel!, value => TaskWaitReplacement.Build(value, edit));
        if (place.Obstacle is not null || place.Test is not null)
        {
            var tested = edit.With(AwaitPlace.Argument, place.Test);
            return new TaskWaitForm(tested, place.Site, place.Text, obstacle ?? place.Obstacle, place.Replaced);
        }

        var isTimeout = kind is TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds;
        var replaced = isTimeout && obstacle is null ? syntax.FirstAncestorOrSelf<IfStatementSyntax>() : (SyntaxNode)syntax;
        return new TaskWaitForm(edit, syntax, place.Text, obstacle ?? Unbound(wait, edit), replaced);
    }

    private static (string Kind, string? Obstacle) KindOf(TaskWaitCall wait, CodeSite code)
    {
        if (wait.Operation is not IInvocationOperation call || call.TargetMethod.Name == "GetResult")
        {
            return KindOfAwaiter(wait, code);
        }

        if (wait.Task is null)
        {
            return KindOfAll(call);
        }

        return call.Arguments.Length switch
        {
            0 => (TaskWaitReplacement.Task, null),
            1 when call.TargetMethod.ReturnsVoid => (TaskWaitReplacement.WaitAsync, null),
            _ => KindOfTimeout(call, (InvocationExpressionSyntax)wait.Syntax),
        };
    }

    // A blocking wait continues on its thread, whatever it is configured to. So ConfigureAwait(false) is removed, unless the file awaits
    // like that: AwaitConvention adds it again then.
    private static (string Kind, string? Obstacle) KindOfAwaiter(TaskWaitCall wait, CodeSite code)
    {
        var isConfigured = wait.Task?.Type?.Name.StartsWith("Configured", StringComparison.Ordinal) == true;
        if (!isConfigured || wait.IsOfLoop)
        {
            return (TaskWaitReplacement.Task, null);
        }

        if (IsFlag(wait.Task!))
        {
            return (TaskWaitReplacement.Unconfigured, null);
        }

        return code.IsCoroutine || AwaitConvention.UsesTheLoop(wait.Syntax, code.Model, code.Symbols)
            ? (TaskWaitReplacement.Unconfigured, "its options have no meaning on the loop")
            : (TaskWaitReplacement.Task, null);
    }

    private static (string Kind, string? Obstacle) KindOfAll(IInvocationOperation call)
    {
        var given = call.Arguments.Count(a => a.ArgumentKind != ArgumentKind.DefaultValue);
        var withToken = given == 2 && call.TargetMethod.Name == "WaitAll" && call.Arguments[1].Value.Type?.Name == "CancellationToken";
        var isUsed = call.Parent is not IExpressionStatementOperation && !call.TargetMethod.ReturnsVoid;
        var obstacle = given > 1 && !withToken ? TimeoutResult : isUsed ? "nothing else gives the index" : null;
        return (given == 1 ? TaskWaitReplacement.When : TaskWaitReplacement.WhenToken, obstacle);
    }

    private static (string Kind, string? Obstacle) KindOfTimeout(IInvocationOperation call, InvocationExpressionSyntax syntax) =>
        (call.Arguments[0].Value.Type?.SpecialType == SpecialType.System_Int32
            ? TaskWaitReplacement.TimeoutMilliseconds
            : TaskWaitReplacement.Timeout,
            TaskWaitReplacement.IsTimeoutIdiom(syntax) ? null : TimeoutResult);

    // ConfigureAwait(false), without options.
    private static bool IsFlag(IOperation configured) =>
        configured is IInvocationOperation { Arguments: { Length: 1 } arguments, Syntax: InvocationExpressionSyntax } &&
            arguments[0].Value.Type?.SpecialType == SpecialType.System_Boolean;

    // The exact output must bind; plain awaits always do.
    private static string? Unbound(TaskWaitCall wait, Edit edit)
    {
        if (edit.Kind is TaskWaitReplacement.Task or TaskWaitReplacement.Unconfigured)
        {
            return null;
        }

        var output = TaskWaitReplacement.Build(wait.Syntax, edit);
        return wait.Operation.SemanticModel!.GetSpeculativeSymbolInfo(wait.Syntax.SpanStart, output,
            SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? null
            : "there is no async counterpart with these arguments";
    }
}
