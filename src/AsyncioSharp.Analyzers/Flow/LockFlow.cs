using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Computes the locks that a function holds at each point: on every path, or on some path. Locks of a <c>using</c> are not included.
/// </summary>
internal sealed class LockFlow
{
    private readonly Dictionary<IOperation, LockCall> _calls = [];
    private readonly ImmutableHashSet<LockCall>?[] _entries;
    private readonly bool _onEveryPath;
    private readonly bool _attemptsSucceed;

    private LockFlow(ControlFlowGraph graph, KnownSymbols symbols, bool onEveryPath, bool attemptsSucceed = false)
    {
        Graph = graph;
        _onEveryPath = onEveryPath;
        _attemptsSucceed = attemptsSucceed;
        _entries = new ImmutableHashSet<LockCall>?[graph.Blocks.Length];
        foreach (var operation in graph.Blocks.SelectMany(FlowPaths.Operations).SelectMany(InOrder))
        {
            if ((LockCall.Of(operation, symbols) ?? (attemptsSucceed ? LockCall.OfHelper(operation, symbols) : null)) is { } call)
            {
                _calls.Add(operation, call);
            }
        }

        if (Acquires.Any())
        {
            Solve();
        }
    }

    public ControlFlowGraph Graph { get; }

    public IEnumerable<LockCall> Acquires => _calls.Values.Where(call => !call.IsRelease);

    public IEnumerable<LockCall> Releases => _calls.Values.Where(call => call.IsRelease);

    /// <summary>The locks that are held on every path to a point.</summary>
    public static LockFlow Sure(ControlFlowGraph graph, KnownSymbols symbols) => new(graph, symbols, onEveryPath: true);

    /// <summary>The locks that are held on some path to a point.</summary>
    public static LockFlow Possible(ControlFlowGraph graph, KnownSymbols symbols) => new(graph, symbols, onEveryPath: false);

    /// <summary>The same, and locks possibly taken by an attempt whose result is stored in a variable.</summary>
    public static LockFlow Conceivable(ControlFlowGraph graph, KnownSymbols symbols) =>
        new(graph, symbols, onEveryPath: false, attemptsSucceed: true);

    /// <summary>All reachable operations of a block in execution order, with the locks held before each.</summary>
    public IEnumerable<(IOperation Operation, ImmutableHashSet<LockCall> Held)> Steps(BasicBlock block)
    {
        if (_entries[block.Ordinal] is not { } held)
        {
            yield break;
        }

        foreach (var operation in FlowPaths.Operations(block).SelectMany(InOrder))
        {
            yield return (operation, held);
            held = After(operation, held);
        }
    }

    /// <summary>The locks held when a block is left by this branch.</summary>
    public ImmutableHashSet<LockCall> Leaving(ControlFlowBranch branch)
    {
        var block = branch.Source;
        var held = _entries[block.Ordinal] ?? [];
        foreach (var operation in FlowPaths.Operations(block).SelectMany(InOrder))
        {
            held = After(operation, held);
        }

        if (block.BranchValue is { } value && Attempt(value) is { } attempt && IsSuccess(block, branch))
        {
            held = held.Add(attempt);
        }

        return branch.FinallyRegions.Aggregate(held, (locks, region) => Without(locks, ReleasedIn(region)));
    }

    /// <summary>The locks that a handler releases, possibly on only one of its paths.</summary>
    public HashSet<string> ReleasedIn(ControlFlowRegion region)
    {
        var keys = new HashSet<string>();
        for (var block = region.FirstBlockOrdinal; block <= region.LastBlockOrdinal; block++)
        {
            keys.UnionWith(ReleasedIn(Graph.Blocks[block]));
        }

        return keys;
    }

    /// <summary>Operands before the operations that use them.</summary>
    public static IEnumerable<IOperation> InOrder(IOperation operation) => operation.ChildOperations.SelectMany(InOrder).Append(operation);

    private IEnumerable<string> ReleasedIn(BasicBlock block) =>
        FlowPaths.Operations(block).SelectMany(InOrder).Where(_calls.ContainsKey).Select(o => _calls[o]).Where(call => call.IsRelease)
            .Select(call => call.Key);

    private void Solve()
    {
        _entries[0] = [];
        var isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (var block in Graph.Blocks.Where(block => _entries[block.Ordinal] is not null))
            {
                isChanged |= Flow(block.FallThroughSuccessor);
                isChanged |= Flow(block.ConditionalSuccessor);
                isChanged |= FlowToHandlers(block);
            }
        }
    }

    private bool Flow(ControlFlowBranch? branch) => branch?.Destination is { } next && Join(next.Ordinal, Leaving(branch));

    // A handler may follow any point of its try that can fail, through the finally blocks in between. Beyond the root of a lambda, regions
    // belong to another graph.
    private bool FlowToHandlers(BasicBlock block)
    {
        var isChanged = false;
        var entry = _entries[block.Ordinal]!;
        var held = _onEveryPath
            ? Without(entry, new HashSet<string>(ReleasedIn(block)))
            : Steps(block).Where(step => CanFail(step.Operation))
                .Aggregate(ImmutableHashSet<LockCall>.Empty, (locks, step) => locks.Union(step.Held));
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } around };
            region = around)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                foreach (var handler in around.NestedRegions.Where(r => r != region))
                {
                    isChanged |= Join(handler.FirstBlockOrdinal, held);
                }

                held = around.NestedRegions.Where(r => r.Kind == ControlFlowRegionKind.Finally)
                    .Aggregate(held, (locks, last) => Without(locks, ReleasedIn(last)));
            }
        }

        return isChanged;
    }

    // A call that releases a lock is assumed to succeed.
    private bool CanFail(IOperation operation) =>
        operation is (IInvocationOperation or IAwaitOperation or IObjectCreationOperation or IPropertyReferenceOperation) &&
            !(_calls.TryGetValue(operation, out var call) && call.IsRelease);

    private bool Join(int block, ImmutableHashSet<LockCall> held)
    {
        var known = _entries[block];
        var joined = known is null ? held : _onEveryPath ? known.Intersect(held) : known.Union(held);
        if (known is not null && joined.Count == known.Count)
        {
            return false;
        }

        _entries[block] = joined;
        return true;
    }

    private ImmutableHashSet<LockCall> After(IOperation operation, ImmutableHashSet<LockCall> held)
    {
        if (!_calls.TryGetValue(operation, out var call))
        {
            return held;
        }

        // An attempt that controls a branch counts on one of the branches; the result of any other attempt is unknown.
        return call.IsRelease ? Without(held, [call.Key])
            : call.IsAttempt && (!_attemptsSucceed || Decides(operation)) ? held
            : held.Add(call);
    }

    private static bool Decides(IOperation attempt) => attempt.Parent is null && attempt.Type?.SpecialType == SpecialType.System_Boolean;

    private LockCall? Attempt(IOperation condition) => _calls.TryGetValue(condition, out var call) && call.IsAttempt ? call : null;

    private static bool IsSuccess(BasicBlock block, ControlFlowBranch branch) =>
        branch.IsConditionalSuccessor == (block.ConditionKind == ControlFlowConditionKind.WhenTrue);

    private static ImmutableHashSet<LockCall> Without(ImmutableHashSet<LockCall> held, ICollection<string> keys) =>
        keys.Count == 0 || held.IsEmpty ? held : held.Except(held.Where(call => keys.Contains(call.Key)));
}
