using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A call or a property that blocks until tasks are done.</summary>
internal sealed class TaskWaitCall
{
    private TaskWaitCall(IOperation operation, IOperation? task, string name, bool isOfLoop = false)
    {
        Operation = operation;
        Task = task;
        Name = name;
        IsOfLoop = isOfLoop;
    }

    public IOperation Operation { get; }

    /// <summary>The task that is waited for; null for <c>WaitAll</c> and <c>WaitAny</c>.</summary>
    public IOperation? Task { get; }

    /// <summary>The name, as worded in messages.</summary>
    public string Name { get; }

    /// <summary>True for a coroutine or a task of the loop, whose awaiters cannot block.</summary>
    public bool IsOfLoop { get; }

    public ExpressionSyntax Syntax => (ExpressionSyntax)Operation.Syntax;

    public static TaskWaitCall? Of(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task, Syntax: ExpressionSyntax } property
            when symbols.IsTask(property.Property.ContainingType) =>
            IsInNameOf(property) ? null : new TaskWaitCall(property, task, $"{property.Property.ContainingType.Name}.Result"),
        IInvocationOperation
        {
            TargetMethod.Name: "GetResult",
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task }
        } call => OfAwaiter(call, task, symbols),
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } call when IsTaskMember(call, symbols) && !IsProbe(call) =>
            new TaskWaitCall(call, task, "Task.Wait"),
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", IsStatic: true } } call when IsTaskMember(call, symbols) =>
            new TaskWaitCall(call, task: null, $"Task.{call.TargetMethod.Name}"),
        _ => null,
    };

    /// <summary>True if a user has configured it as non-blocking.</summary>
    public bool IsNonBlocking(KnownSymbols symbols)
    {
        ISymbol member = Operation is IPropertyReferenceOperation property
            ? property.Property
            : ((IInvocationOperation)Operation).TargetMethod;
        return symbols.Users.IsNonBlocking(member, receiver: null, Operation.Syntax.SyntaxTree);
    }

    /// <summary>True if the task may be done; in doubt, true.</summary>
    public bool IsDone()
    {
        if (Task is not null)
        {
            return TaskCompletionFacts.IsKnown(Task, Operation);
        }

        var awaited = ((IInvocationOperation)Operation).Arguments[0].Value.DescendantsAndSelf()
            .Where(o => o is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation).ToList();
        return awaited.Count > 0 && awaited.All(task => TaskCompletionFacts.IsKnown(task, Operation));
    }

    /// <summary>True for a constant zero time.</summary>
    public static bool IsZero(IOperation time) => time switch
    {
        IConversionOperation conversion => IsZero(conversion.Operand),
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } => true,
        IDefaultValueOperation { Type.Name: "TimeSpan" } => true,
        _ => time.ConstantValue is { HasValue: true, Value: 0 },
    };

    private static TaskWaitCall? OfAwaiter(IInvocationOperation call, IOperation task, KnownSymbols symbols)
    {
        var type = task.Type;
        var isOfLoop = symbols.IsCoroutine(type) || symbols.IsFuture(type);
        return isOfLoop || symbols.IsTask(type) || type.IsIn("System.Runtime.CompilerServices") &&
            type!.Name.StartsWith("Configured", StringComparison.Ordinal)
            ? new TaskWaitCall(call, task, $"{type!.Name}.GetAwaiter().GetResult", isOfLoop)
            : null;
    }

    private static bool IsTaskMember(IInvocationOperation call, KnownSymbols symbols) =>
        KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Task);

    // Wait(0) tests the state and does not wait.
    private static bool IsProbe(IInvocationOperation call) => call.Arguments.FirstOrDefault()?.Value is { } time && IsZero(time);

    private static bool IsInNameOf(IOperation operation) =>
        operation.Parent is { } parent && (parent is INameOfOperation || IsInNameOf(parent));
}
