using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary><c>while (!task.IsCompleted) { }</c>: polls a state without letting other code run.</summary>
internal static class BusyWait
{
    private static readonly HashSet<string> States =
        ["IsCompleted", "IsCompletedSuccessfully", "IsCanceled", "IsCancellationRequested", "IsFaulted", "IsDone", "IsSet", "IsAlive",
            "HasExited", "Status"];

    // Properties that change with the time.
    private static readonly HashSet<string> Clocks =
        ["Elapsed", "ElapsedMilliseconds", "ElapsedTicks", "Now", "UtcNow", "TickCount", "TickCount64"];

    private static readonly HashSet<string> Spins = ["SpinOnce", "SpinWait", "Yield"];

    /// <summary>The condition of such a loop.</summary>
    public static IOperation? ConditionOf(ILoopOperation loop)
    {
        var condition = loop switch
        {
            IWhileLoopOperation whileLoop => whileLoop.Condition,
            IForLoopOperation { Before.IsEmpty: true, AtLoopBottom.IsEmpty: true } forLoop => forLoop.Condition,
            _ => null,
        };
        if (condition is null || condition.ConstantValue.HasValue || !OnlyReads(condition))
        {
            return null;
        }

        var steps = StepsOf(loop.Body).ToList();
        return steps.All(IsSpin) && (steps.Count > 0 || condition.DescendantsAndSelf().Any(static o => IsState(o) || IsClock(o)))
            ? condition
            : null;
    }

    /// <summary>What can be awaited instead.</summary>
    public static string Advice(IOperation condition, CodeSite code)
    {
        if (condition.DescendantsAndSelf().Any(IsClock))
        {
            return $"it waits for the time to pass: await '{(code.IsCoroutine ? "Asyncio.Sleep" : "Task.Delay")}'";
        }

        var task = condition.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
            .FirstOrDefault(p => p.Instance is { Type: { } type } && (code.Symbols.IsTask(type) || code.Symbols.IsFuture(type)))?.Instance;
        return task is null
            ? $"what it waits for may need this thread: use '{code.WaitingType("AsyncEvent")}'"
            : $"what it waits for may need this thread: await '{AwaitSyntax.Display(task.Syntax)}'";
    }

    /// <summary>False for a condition that writes, or calls a method that may write: it makes progress.</summary>
    public static bool OnlyReads(IOperation condition) => condition.DescendantsAndSelf().All(o => o switch
    {
        IInvocationOperation call => call.TargetMethod is { Name: "Read", ContainingType.Name: "Volatile" },
        IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IObjectCreationOperation
            or IDynamicInvocationOperation => false,
        _ => true,
    });

    private static IEnumerable<IOperation> StepsOf(IOperation body) => body switch
    {
        IBlockOperation block => block.Operations.SelectMany(StepsOf),
        IEmptyOperation => [],
        IExpressionStatementOperation statement => [statement.Operation],
        _ => [body],
    };

    private static bool IsSpin(IOperation step) =>
        step is IInvocationOperation
        {
            TargetMethod:
            {
                ContainingType:
                {
                    Name: "SpinWait" or "Thread",
                    ContainingNamespace.Name: "Threading"
                }
            } method
        } && Spins.Contains(method.Name);

    private static bool IsClock(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { ContainingType: { } type } property } && Clocks.Contains(property.Name) &&
        type.Name is "Stopwatch" or "DateTime" or "DateTimeOffset" or "Environment" && type.IsInside("System");

    private static bool IsState(IOperation operation) =>
        operation is IPropertyReferenceOperation { Syntax: ExpressionSyntax } property && States.Contains(property.Property.Name);
}
