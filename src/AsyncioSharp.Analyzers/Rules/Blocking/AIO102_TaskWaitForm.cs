using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a wait for a task becomes an await, and what may stand in the way although an await would be legal.</summary>
internal sealed class TaskWaitForm
{
    private TaskWaitForm(string name, ExpressionSyntax site, string text, string? obstacle = null, SyntaxNode? replaced = null)
    {
        Name = name;
        Site = site;
        Text = text;
        Obstacle = obstacle;
        Replaced = replaced ?? site;
    }

    public string Name { get; }

    /// <summary>Where the wait is reported.</summary>
    public ExpressionSyntax Site { get; }

    /// <summary>What the fix writes, for the message.</summary>
    public string Text { get; }

    public string? Obstacle { get; }

    public SyntaxNode Replaced { get; }

    public static TaskWaitForm Of(TaskWaitCall wait, bool isCoroutine, KnownSymbols symbols)
    {
        var syntax = wait.Syntax;
        var (name, obstacle) = NameOf(wait, isCoroutine, symbols);
        var place = AwaitPlace.Of(syntax, wait.Operation.SemanticModel!, value => TaskWaitReplacement.Build(value, name));
        if (place.Obstacle is not null || place.Prefix.Length > 0)
        {
            return new TaskWaitForm(place.Prefix + name, place.Site, place.Text, obstacle ?? place.Obstacle, place.Replaced);
        }

        var isTimeout = name is TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds;
        var replaced = isTimeout && obstacle is null ? syntax.FirstAncestorOrSelf<IfStatementSyntax>() : (SyntaxNode)syntax;
        return new TaskWaitForm(name, syntax, place.Text, obstacle ?? Unbound(wait, name), replaced);
    }

    private static (string Name, string? Obstacle) NameOf(TaskWaitCall wait, bool isCoroutine, KnownSymbols symbols)
    {
        if (wait.Operation is not IInvocationOperation { Arguments: { } arguments } call || call.TargetMethod.Name == "GetResult")
        {
            // On the loop the continuation belongs to the loop: ConfigureAwait goes.
            return !isCoroutine || wait.IsOfLoop || wait.Task?.Type?.Name.StartsWith("Configured", StringComparison.Ordinal) != true
                ? (TaskWaitReplacement.Task, null)
                : (TaskWaitReplacement.Unconfigured, IsFlag(wait.Task) ? null : "its options have no meaning on the loop");
        }

        if (wait.Task is null)
        {
            var isDropped = call.Parent is IExpressionStatementOperation || call.TargetMethod.ReturnsVoid;
            var given = arguments.Count(a => a.ArgumentKind != ArgumentKind.DefaultValue);
            var isPlain = given == 1;
            var withToken = given == 2 && call.TargetMethod.Name == "WaitAll" && arguments[1].Value.Type?.Name == "CancellationToken";
            return (isPlain ? TaskWaitReplacement.When : TaskWaitReplacement.WhenToken,
                !isPlain && !withToken ? "its result tells whether the time is up, where an await throws" : !isDropped ? "nothing else gives the index" : null);
        }

        return arguments.Length switch
        {
            0 => (TaskWaitReplacement.Task, null),
            1 when call.TargetMethod.ReturnsVoid => (TaskWaitReplacement.WaitAsync, null),
            _ => (arguments[0].Value.Type?.SpecialType == SpecialType.System_Int32 ? TaskWaitReplacement.TimeoutMilliseconds : TaskWaitReplacement.Timeout, TaskWaitReplacement.IsTimeoutIdiom((InvocationExpressionSyntax)wait.Syntax) ? null : "its result tells whether the time is up, where an await throws"),
        };
    }

    // ConfigureAwait(false), and no options.
    private static bool IsFlag(IOperation configured) =>
        configured is IInvocationOperation { Arguments: { Length: 1 } arguments, Syntax: InvocationExpressionSyntax } && arguments[0].Value.Type?.SpecialType == SpecialType.System_Boolean;

    // The exact output has to bind; plain awaits always do.
    private static string? Unbound(TaskWaitCall wait, string name)
    {
        if (name is TaskWaitReplacement.Task or TaskWaitReplacement.Unconfigured)
        {
            return null;
        }

        var output = TaskWaitReplacement.Build(wait.Syntax, name);
        return wait.Operation.SemanticModel!.GetSpeculativeSymbolInfo(wait.Syntax.SpanStart, output, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? null
            : "there is no twin with these arguments";
    }
}
