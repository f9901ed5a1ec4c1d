using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>An operation that ends a search for calls: it blocks, starts a loop, or uses one.</summary>
internal sealed class CallSink
{
    public CallSink(
        IOperation operation, string name, bool isThreadBound = false, IParameterSymbol? depends = null, bool isOwnState = false)
    {
        IsOwnState = isOwnState;
        Operation = operation;
        Name = name;
        IsThreadBound = isThreadBound;
        Depends = depends;
    }

    public IOperation Operation { get; }

    /// <summary>The name, as worded in messages.</summary>
    public string Name { get; }

    /// <summary>True if the operation binds the result of a wait to its thread.</summary>
    public bool IsThreadBound { get; }

    /// <summary>True if the operation writes state of the object that its function runs on.</summary>
    public bool IsOwnState { get; }

    /// <summary>
    /// The parameter with the awaited task or the stream: the caller may know that the task is done, or that the stream is in memory.
    /// </summary>
    public IParameterSymbol? Depends { get; }

    public static CallSink? Of(IOperation operation, ISymbol owner, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Sleep" } method } sleep when KnownSymbols.Is(method.ContainingType, symbols.Thread) =>
            sleep.Arguments.Any(a => TaskWaitCall.IsZero(a.Value)) ||
                symbols.Users.IsNonBlocking(method, receiver: null, sleep.Syntax.SyntaxTree) ? null : new CallSink(sleep, "Thread.Sleep"),
        IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation =>
            TaskWaitCall.Of(operation, symbols) is { } wait ? OfTask(wait, symbols) : OfMember(operation, owner, symbols),

        IMethodReferenceOperation group => OfGroup(group, symbols),

        // A spin that reads no property is a short lock.
        ILoopOperation loop =>
            BusyWait.ConditionOf(loop) is { } condition && condition.DescendantsAndSelf().Any(o => o is IPropertyReferenceOperation)
            ? new CallSink(condition, $"while ({AwaitSyntax.Display(condition.Syntax)})")
            : null,
        _ => null,
    };

    private static CallSink? OfGroup(IMethodReferenceOperation group, KnownSymbols symbols)
    {
        var isSleep = group.Method.Name == "Sleep" && KnownSymbols.Is(group.Method.ContainingType, symbols.Thread);
        return isSleep ? InlineExecution.RunsInline(group, symbols) ? new CallSink(group, "Thread.Sleep") : null
            : BlockingGroup.EntryOf(group, symbols) is not null ? new CallSink(group, MemberUse.NameOf(group))
            : null;
    }

    private static CallSink? OfTask(TaskWaitCall wait, KnownSymbols symbols) =>
        wait.IsOfLoop || wait.IsDone() || wait.IsNonBlocking(symbols) || SynchronousCall.Is(wait.Task, symbols)
            ? null
            : new CallSink(wait.Operation, wait.Name, depends: ParameterOf(wait.Task));

    private static CallSink? OfMember(IOperation operation, ISymbol owner, KnownSymbols symbols)
    {
        // Overrides in this compilation are judged by their own code.
        if (operation is IInvocationOperation { TargetMethod: { } method } && CallGraph.IsOurs(method, symbols) &&
            BlockingApis.Find(operation, symbols) is not { Kind: BlockingKind.Listed })
        {
            return null;
        }

        if (operation is IInvocationOperation wait && SemaphoreLock.IsTakenBy(wait))
        {
            return null;
        }

        if (BlockingMember.Of(operation, symbols) is { } member)
        {
            return member.Kind switch
            {
                BlockingKind.Listed => new CallSink(operation, member.Name),
                BlockingKind.Call when member.Entry.Kind == BlockingKind.StreamCall &&
                    InMemory.IsGivenAStream((IInvocationOperation)operation) =>
                    OfStream(operation, OpenArgument((IInvocationOperation)operation), member.Name),
                BlockingKind.Call => new CallSink(operation, member.Name),
                BlockingKind.ItemWait => InlineExecution.IsConsumed(operation, symbols) ? new CallSink(operation, member.Name) : null,
                BlockingKind.Wait or BlockingKind.ThreadBoundWait => IsShort(member, (IInvocationOperation)operation)
                    ? null
                    : new CallSink(operation, member.Name, member.Kind == BlockingKind.ThreadBoundWait),

                // Usually fast: the rules report it only on request, or not at all.
                _ => null,
            };
        }

        return operation switch
        {
            IInvocationOperation call =>
                ApmCall.IsWait(call) ? new CallSink(call, MemberUse.NameOf(call)) : OfCounterpart(call, owner, symbols),
            IPropertyReferenceOperation property when MemberUse.Reads(property) &&
                BlockingApis.Find(property, symbols) is { Kind: BlockingKind.Counterpart } =>
                OfStream(property, property.Instance, MemberUse.NameOf(property)),
            _ => null,
        };
    }

    // Reader-writer locks are held only briefly, as with lock.
    private static bool IsShort(BlockingMember member, IInvocationOperation call) =>
        ThreadCall.NeverWaits(call) ||
            (member.Kind == BlockingKind.ThreadBoundWait &&
                member.Entry.Type.StartsWith("System.Threading.ReaderWriterLock", StringComparison.Ordinal));

    private static CallSink? OfCounterpart(IInvocationOperation call, ISymbol owner, KnownSymbols symbols)
    {
        if (CounterpartCall.Of(call, symbols) is not { } counterpart || owner.Name == counterpart.Entry.Counterpart)
        {
            return null;
        }

        var name = MemberUse.NameOf(call);
        return counterpart.Entry.Kind switch
        {
            BlockingKind.QueryCounterpart or BlockingKind.AnyCounterpart =>
                EnclosingFunction.Of(call, owner) is { } function && counterpart.EditIn(function, symbols) is not null
                    ? new CallSink(call, name)
                    : null,
            BlockingKind.ItemsCounterpart => InlineExecution.IsConsumed(call, symbols) ? new CallSink(call, name) : null,
            BlockingKind.StreamCounterpart => OfStream(call, OpenArgument(call), name),
            _ => OfStream(call, call.Instance, name),
        };
    }

    private static IOperation? OpenArgument(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(a => StreamOrigin.IsOpen(a.Value))?.Value;

    // The kind of an abstract stream is known only where it is created.
    private static CallSink? OfStream(IOperation call, IOperation? stream, string name)
    {
        if (stream is null || !StreamOrigin.IsOpen(stream))
        {
            return new CallSink(call, name);
        }

        var origin = StreamOrigin.Of(stream);
        return origin is null ? null : new CallSink(call, name, depends: ParameterOf(origin));
    }

    private static IParameterSymbol? ParameterOf(IOperation? value) =>
        value is null ? null : (TaskAliases.Core(value) as IParameterReferenceOperation)?.Parameter;
}
