using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The summary of one function's code: its own operations of interest, and its calls.</summary>
internal sealed class FunctionCalls
{
    /// <summary>A value written on another thread is not visible to the caller.</summary>
    public const string AsyncLocal = "AsyncLocal.Value";

    private FunctionCalls(ImmutableArray<CallEdge> edges, ImmutableArray<CallSink> blockers, ImmutableArray<CallSink> runs,
        ImmutableArray<CallSink> loopUses, ImmutableArray<CallSink> stateWrites)
    {
        Edges = edges;
        Blockers = blockers;
        Runs = runs;
        LoopUses = loopUses;
        StateWrites = stateWrites;
    }

    public ImmutableArray<CallEdge> Edges { get; }

    public ImmutableArray<CallSink> Blockers { get; }

    public ImmutableArray<CallSink> Runs { get; }

    public ImmutableArray<CallSink> LoopUses { get; }

    /// <summary>The operations that must not move to another thread.</summary>
    public ImmutableArray<CallSink> StateWrites { get; }

    private FunctionContent Content =>
        (Runs.IsEmpty ? FunctionContent.None : FunctionContent.LoopRun) |
        (LoopUses.IsEmpty ? FunctionContent.None : FunctionContent.LoopUse) |
        (StateWrites.IsEmpty ? FunctionContent.None : FunctionContent.StateWrite);

    public static FunctionCalls Read(IMethodSymbol function, CallGraph graph, KnownSymbols symbols)
    {
        var found = new Collector(function, graph, symbols);
        foreach (var body in FunctionBodies.Of(function, symbols.Compilation))
        {
            var owner = OwnerOf(function);
            foreach (var operation in BodyWalk.Of(body, owner, symbols))
            {
                found.Add(operation, owner);
            }
        }

        var calls = found.ToCalls();
        graph.Records.Add(function, found.ToRecord(calls.Content));
        return calls;
    }

    // Not in the synchronous branch of a function that supports both modes, not while creating an exception, when the work has ended, and
    // not where the stack is full.
    private static bool IsOnItsWay(IOperation operation, IMethodSymbol function, KnownSymbols symbols) =>
        !IsRare(operation) && !SyncAsyncFlag.Selects(operation) && !SyncAsyncFlag.IsChosenByCaller(operation, function, symbols);

    private static bool IsRare(IOperation operation) => IsThrown(operation) || DeepStack.Chooses(operation) ||
        (operation is IInvocationOperation { TargetMethod: { } method } &&
            method.GetAttributes().Any(static a => a.AttributeClass?.Name == "DoesNotReturnAttribute"));

    /// <summary>True if the operation only helps to create an exception: <c>throw Break(e)</c>.</summary>
    public static bool IsThrown(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IBlockOperation or IAnonymousFunctionOperation); parent = parent.Parent)
        {
            if (parent is IThrowOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol OwnerOf(IMethodSymbol function)
    {
        ISymbol owner = function;
        while (owner is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: { } outer })
        {
            owner = outer;
        }

        return owner;
    }

    private static bool IsOfTheRuntime(IOperation operation, KnownSymbols symbols)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return member is not null && symbols.IsRuntime(member.ContainingType ?? member);
    }

    /// <summary>Classifies the operations of one function.</summary>
    private sealed class Collector(IMethodSymbol function, CallGraph graph, KnownSymbols symbols)
    {
        private readonly ImmutableArray<CallEdge>.Builder _edges = ImmutableArray.CreateBuilder<CallEdge>();
        private readonly ImmutableArray<CallSink>.Builder _blockers = ImmutableArray.CreateBuilder<CallSink>();
        private readonly ImmutableArray<CallSink>.Builder _runs = ImmutableArray.CreateBuilder<CallSink>();
        private readonly ImmutableArray<CallSink>.Builder _loopUses = ImmutableArray.CreateBuilder<CallSink>();
        private readonly ImmutableArray<CallSink>.Builder _stateWrites = ImmutableArray.CreateBuilder<CallSink>();
        private readonly CallRecorder _recorder = new(function, graph.Records, symbols);
        private bool _asksForTheLoop;

        /// <summary>Null if other compilations have to read the function again.</summary>
        public CallRecord? ToRecord(FunctionContent content) => _recorder.ToRecord(content);

        public void Add(IOperation operation, ISymbol owner)
        {
            if (StateWrite.NameOf(operation, function) is { } state)
            {
                _stateWrites.Add(new CallSink(operation, state, isOwnState: StateWrite.IsOwn(operation)));
            }

            if (operation is IInvocationOperation run && LoopRun.Is(run.TargetMethod, symbols))
            {
                _runs.Add(new CallSink(run, MemberUse.NameOf(run)));
            }
            else if (IsAsyncLocalWrite(operation))
            {
                _loopUses.Add(new CallSink(operation, AsyncLocal));
            }
            else if (IsOfTheRuntime(operation, symbols))
            {
                _asksForTheLoop |= operation is IInvocationOperation { TargetMethod.Name: "TryGetRunningLoop" };
                _loopUses.Add(new CallSink(operation, MemberUse.NameOf(operation)));
            }
            else
            {
                AddCall(operation, owner);
            }
        }

        public FunctionCalls ToCalls()
        {
            if (FunctionBodies.BaseConstructor(function) is { } constructor && graph.IsEntered(constructor))
            {
                var edge = new CallEdge(operation: null, [constructor], []);
                _edges.Add(edge);
                _recorder.Add([edge]);
            }

            // Code that checks for a running loop does not start a second one.
            return new FunctionCalls(
                _edges.ToImmutable(), _blockers.ToImmutable(), _asksForTheLoop ? [] : _runs.ToImmutable(), _loopUses.ToImmutable(),
                _stateWrites.ToImmutable());
        }

        private void AddCall(IOperation operation, ISymbol owner)
        {
            var blocker = CallSink.Of(operation, owner, symbols);
            var edges = blocker is null ? graph.EdgesOf(operation).ToList() : [];
            if ((blocker is not null || edges.Count > 0) && !IsOnItsWay(operation, function, symbols))
            {
                return;
            }

            _recorder.Add(operation, blocker, edges);
            _edges.AddRange(edges);
            if (blocker is not null)
            {
                _blockers.Add(blocker);
            }
        }

        private static bool IsAsyncLocalWrite(IOperation operation) => operation is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "AsyncLocal" } },
        };
    }
}
