using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// How an unobserved task is kept: by the surrounding task group, or in a variable that is awaited at the end of the block.
/// </summary>
internal sealed class TaskKeeping
{
    /// <summary><c>Asyncio.CreateTask(F())</c> becomes <c>group.CreateTask(F())</c>.</summary>
    public const string Group = nameof(Group);

    /// <summary><c>var fTask = Asyncio.CreateTask(F()); ... await fTask;</c></summary>
    public const string Variable = nameof(Variable);

    /// <summary><c>if (b) await Asyncio.CreateTask(F());</c>, if the statement is the whole body.</summary>
    public const string InPlace = nameof(InPlace);

    private TaskKeeping(string kind, string advice, bool makeAsync, string? obstacle)
    {
        Kind = kind;
        Advice = advice;
        MakeAsync = makeAsync;
        Obstacle = obstacle;
    }

    public string Kind { get; }

    /// <summary>The code to write, for the message.</summary>
    public string Advice { get; }

    public bool MakeAsync { get; }

    /// <summary>What to do instead; null if the fix does it.</summary>
    public string? Obstacle { get; }

    public static TaskKeeping Of(UnobservedResult drop, IInvocationOperation call, CodeSite code)
    {
        var (function, model) = (code.Function, code.Model);
        if (GroupCall(drop, call, function, code.Symbols) is { } groupCall)
        {
            return new TaskKeeping(Group, $"'{AwaitSyntax.Display(groupCall)}'", makeAsync: false, obstacle: null);
        }

        if (Elsewhere(code) is { } elsewhere)
        {
            return Refuse(elsewhere);
        }

        if (ShapeOf(drop) is { } shape)
        {
            return Refuse($"keep it in a variable of its own, and not in {shape}");
        }

        if (IsInLoop(drop.Expression, function))
        {
            return Refuse("keep the tasks of the loop in a list and await 'Asyncio.Gather' of it, or start them in a TaskGroup");
        }

        var statement = drop.Statement as StatementSyntax;
        var isBlock = statement?.Parent is BlockSyntax or SwitchSectionSyntax;
        var site = AwaitSite.Of(isBlock ? BlockEnd.LastOf(statement!) : drop.Expression, code);
        var obstacle = site.Obstacle ?? (isBlock ? BlockEnd.Obstacle(statement!, model) : null);
        if (obstacle is not null)
        {
            return Refuse($"keep it in a variable and await it outside of {obstacle}");
        }

        var name = drop.Local?.Name ?? UniqueName.Of(VariableFor(call), drop.Expression, model, drop.Expression.SpanStart);
        var text = AwaitSyntax.Display(drop.Expression);
        if (!isBlock)
        {
            return new TaskKeeping(InPlace, $"'await {text}'", site.MakeAsync, obstacle: null);
        }

        var end = $"'await {name}' where the block ends";
        return new TaskKeeping(Variable, drop.Local is null ? $"'var {name} = {text}' and {end}" : end, site.MakeAsync, obstacle: null);
    }

    // Why the value cannot be stored in a variable.
    private static string? ShapeOf(UnobservedResult drop)
    {
        if (drop.Shape is DiscardKind.Overwritten or DiscardKind.NeverRead)
        {
            return "a variable that is assigned again";
        }

        return drop.Statement is LocalDeclarationStatementSyntax { Declaration.Variables.Count: > 1 } ? "a declaration of several variables"
            : drop.Value.Syntax is ConditionalAccessExpressionSyntax ? "a conditional call"
            : null;
    }

    /// <summary>The name of the coroutine that the task runs, or of the method that created the task.</summary>
    public static string NameOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault()?.Value is IInvocationOperation coroutine && call.TargetMethod.Name == "CreateTask"
            ? coroutine.TargetMethod.Name
            : call.TargetMethod.Name;

    /// <summary><c>noteTask</c> for <c>CreateTask(Note())</c>.</summary>
    public static string VariableFor(IInvocationOperation call)
    {
        var name = UniqueName.From(NameOf(call));
        return name.EndsWith("Task", StringComparison.OrdinalIgnoreCase) ? name == "createTask" ? "task" : name : name + "Task";
    }

    /// <summary>The call on the parameter of the <c>TaskGroup.Run</c> lambda instead of <c>Asyncio</c>; null if there is none.</summary>
    public static InvocationExpressionSyntax WithGroup(InvocationExpressionSyntax call, string group) =>
        call.WithExpression(SyntaxFactory.ParseExpression($"{group}.CreateTask").WithTriviaFrom(call.Expression));

    private static ExpressionSyntax? GroupCall(UnobservedResult drop, IInvocationOperation call, EnclosingFunction function,
        KnownSymbols symbols)
    {
        if (!symbols.IsAsyncio(call.TargetMethod, "CreateTask") ||
            call.Syntax is not InvocationExpressionSyntax { Expression: { } callee } syntax || !IsPlainName(callee) ||
            GroupOf(function, symbols) is not { } group)
        {
            return null;
        }

        var replacement = WithGroup(syntax, group);
        var bound = drop.Value.SemanticModel!.GetSpeculativeSymbolInfo(syntax.SpanStart, replacement,
            SpeculativeBindingOption.BindAsExpression).Symbol;
        return KnownSymbols.Is(bound?.ContainingType, symbols.TaskGroup) ? replacement : null;
    }

    private static bool IsPlainName(ExpressionSyntax callee) =>
        callee is SimpleNameSyntax or MemberAccessExpressionSyntax { Name: IdentifierNameSyntax } &&
        !Directives.AreInside(callee) && !callee.DescendantTrivia().Any(AwaitSyntax.IsComment);

    private static string? GroupOf(EnclosingFunction function, KnownSymbols symbols)
    {
        if (function is not { Symbol: { MethodKind: MethodKind.AnonymousFunction, Parameters: { Length: 1 } parameters } } ||
            parameters[0].IsDiscard ||
            !KnownSymbols.Is(parameters[0].Type, symbols.TaskGroup))
        {
            return null;
        }

        return FunctionUse.Of(function)
            .FirstOrDefault() is IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol { Name: "Run" } run } &&
            KnownSymbols.Is(run.ContainingType, symbols.TaskGroup)
            ? parameters[0].Name
            : null;
    }

    private static string? Elsewhere(CodeSite code)
    {
        if (code.IsWithoutLoop)
        {
            return code.IsHosted
                ? "no loop runs here, so create it in the coroutine that 'Asyncio.RunAsync' gets"
                : "no loop runs here yet, so create it in the coroutine that 'Asyncio.Run' gets";
        }

        if (code.Thread == ThreadKind.OffLoop)
        {
            return "this delegate runs off the loop, so create it on the loop instead";
        }

        return code.CanAwait
            ? null
            : $"return it, or keep it in a field, so that a coroutine can await it";
    }

    public static bool IsInLoop(SyntaxNode node, EnclosingFunction function) =>
        node.Ancestors().TakeWhile(a => a != function.Syntax).Any(a =>
            a is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    private static TaskKeeping Refuse(string obstacle) => new("", "", makeAsync: false, obstacle);
}
