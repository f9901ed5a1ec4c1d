using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a wait for a task becomes an await, and what may stand in the way although an await would be legal.</summary>
internal sealed class TaskWaitForm
{
    private const string NeedsTest = "a conditional access needs a test for null";

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
        if (OutermostAccess(syntax) is { } access)
        {
            return OfConditionalAccess(wait, access, name, obstacle);
        }

        var text = "await " + AwaitSyntax.Display(TaskWaitReplacement.Build(syntax, name));
        var isTimeout = name is TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds;
        var replaced = isTimeout && obstacle is null ? syntax.FirstAncestorOrSelf<IfStatementSyntax>() : (SyntaxNode)syntax;
        return new TaskWaitForm(name, syntax, text, obstacle ?? Unbound(wait, name), replaced);
    }

    private static (string Name, string? Obstacle) NameOf(TaskWaitCall wait, bool isCoroutine, KnownSymbols symbols)
    {
        if (wait.Operation is not IInvocationOperation { Arguments: { } arguments } call || call.TargetMethod.Name == "GetResult")
        {
            // On the loop the continuation belongs to the loop: ConfigureAwait goes.
            return !isCoroutine || symbols.IsTask(wait.Task!.Type) || wait.IsOfLoop
                ? (TaskWaitReplacement.Task, null)
                : (TaskWaitReplacement.Unconfigured, wait.Task is IInvocationOperation { Arguments: { Length: 1 } options, Syntax: InvocationExpressionSyntax } && options[0].Value.Type?.SpecialType == SpecialType.System_Boolean
                    ? null
                    : "its options have no meaning on the loop");
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

    private static TaskWaitForm OfConditionalAccess(TaskWaitCall wait, ConditionalAccessExpressionSyntax access, string name, string? obstacle)
    {
        var model = wait.Operation.SemanticModel!;
        if (Innermost(access).WhenNotNull != wait.Syntax || name is TaskWaitReplacement.Timeout or TaskWaitReplacement.TimeoutMilliseconds)
        {
            var bound = NullTest.CallOf(access.WithWhenNotNull(wait.Syntax));
            return new TaskWaitForm(name, wait.Syntax, "await " + AwaitSyntax.Display(TaskWaitReplacement.Build(bound, name)), obstacle ?? NeedsTest);
        }

        var isSimple = access.WhenNotNull == wait.Syntax && model.GetTypeInfo(access.Expression).Type?.IsReferenceType == true &&
            model.GetSymbolInfo(access.Expression).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol &&
            access.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        if (access.Parent is ExpressionStatementSyntax statement)
        {
            var variable = isSimple ? null : CoroutineAwait.NameFor(access, statement, model, access.SpanStart);
            var written = NullTest.Of(statement, access, variable, call => TaskWaitReplacement.Build(call, name));
            var form = isSimple ? TaskWaitReplacement.IfNotNull : TaskWaitReplacement.IfPattern;
            return new TaskWaitForm(form + name, access, AwaitSyntax.Display(written.WithoutTrivia()).TrimEnd(';'), obstacle, statement);
        }

        var choice = AwaitSyntax.Display(TaskWaitReplacement.Choice(access, name, model.GetTypeInfo(access).Type, model, access.SpanStart));
        var canChoose = isSimple && !access.DescendantTrivia().Any(t => access.Span.Contains(t.Span) && AwaitSyntax.IsComment(t));
        return new TaskWaitForm(TaskWaitReplacement.Either + name, access, choice, obstacle ?? (canChoose ? null : NeedsTest));
    }

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

    private static ConditionalAccessExpressionSyntax? OutermostAccess(ExpressionSyntax wait)
    {
        // Only a wait that begins with ?. is part of one: an argument inside of it stands for itself.
        var binding = TaskWaitReplacement.Leftmost(wait);
        if (binding is not (MemberBindingExpressionSyntax or ElementBindingExpressionSyntax))
        {
            return null;
        }

        var access = wait.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(a => a.WhenNotNull.Span.Contains(wait.Span));
        while (access?.Parent is ConditionalAccessExpressionSyntax outer && outer.WhenNotNull == access)
        {
            access = outer;
        }

        return access;
    }

    private static ConditionalAccessExpressionSyntax Innermost(ConditionalAccessExpressionSyntax access)
    {
        while (access.WhenNotNull is ConditionalAccessExpressionSyntax inner)
        {
            access = inner;
        }

        return access;
    }
}
