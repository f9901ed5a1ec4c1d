using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Answers questions about the paths through a function. Exceptions count: a handler can follow every block of its <c>try</c> and the block
/// before it. Nothing in a <c>try</c> is therefore certain to precede the code after the handler.
/// </summary>
internal sealed class FlowPaths
{
    private readonly List<int>[] _successors;

    public FlowPaths(ControlFlowGraph graph)
    {
        Graph = graph;
        _successors = [.. graph.Blocks.Select(block => Branches(block).ToList())];
        AddHandlers(graph.Root);
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The graphs of a function and of all lambdas and local functions in it.</summary>
    public static IEnumerable<ControlFlowGraph> WithNested(ControlFlowGraph graph, CancellationToken token)
    {
        var lambdas = graph.Blocks.SelectMany(Operations).SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>();
        return graph.LocalFunctions.Select(local => graph.GetLocalFunctionControlFlowGraph(local, token))
            .Concat(lambdas.Select(lambda => graph.GetAnonymousFunctionControlFlowGraph(lambda, token)))
            .SelectMany(nested => WithNested(nested, token))
            .Prepend(graph);
    }

    /// <summary>True if a method or a local function always throws or never returns.</summary>
    public static bool NeverEnds(SyntaxNode declaration, SemanticModel model)
    {
        if (model.GetOperation(declaration) is not { } function || ControlFlowGraph.Create(function.Root().Syntax, model) is not { } whole)
        {
            return false;
        }

        var graph = WithNested(whole, default).FirstOrDefault(g => g.OriginalOperation.Syntax == declaration);
        return graph is not null && !graph.Blocks.Last().IsReachable;
    }

    /// <summary>The operations of a block, including the value that it branches on.</summary>
    public static IEnumerable<IOperation> Operations(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    /// <summary>The blocks that can follow a block, including its handlers and the code after a <c>finally</c>.</summary>
    public IEnumerable<int> Next(int block) => _successors[block].Concat(BehindFinally(Graph.Blocks[block]));

    /// <summary>The handlers that can follow any operation of a block.</summary>
    public IEnumerable<int> Handlers(int block) => _successors[block].Except(Branches(Graph.Blocks[block]));

    /// <summary>True if the second block can follow the first, or itself, on a path that avoids a third.</summary>
    public bool Leads(int from, int to, int without = -1) => Reached(_successors[from], without).Contains(to);

    /// <summary>True if every path to the second block goes through the first.</summary>
    public bool Dominates(int first, int second) => first == second || !Reached([0], without: first).Contains(second);

    /// <summary>True if every repeated iteration of a loop passes the block.</summary>
    public bool IsRepeated(int block) => Enumerable.Range(0, _successors.Length).Any(head =>
    {
        var ends = Enumerable.Range(0, _successors.Length).Where(end => _successors[end].Contains(head) && Dominates(head, end)).ToList();
        return ends.Count > 0 && Dominates(head, block) && ends.All(end => Dominates(block, end));
    });

    private static IEnumerable<int> Branches(BasicBlock block)
    {
        if (block.ConditionalSuccessor?.Destination is { } conditional)
        {
            yield return conditional.Ordinal;
        }

        if (block.FallThroughSuccessor?.Destination is { } next)
        {
            yield return next.Ordinal;
        }
    }

    private IEnumerable<int> BehindFinally(BasicBlock block)
    {
        if (block.FallThroughSuccessor?.Semantics != ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            return [];
        }

        return Graph.Blocks.SelectMany(static from => new[] { from.ConditionalSuccessor, from.FallThroughSuccessor })
            .OfType<ControlFlowBranch>()
            .Where(branch => branch.Destination is not null && branch.FinallyRegions.Any(region => IsIn(region, block.Ordinal)))
            .Select(static branch => branch.Destination!.Ordinal);
    }

    private void AddHandlers(ControlFlowRegion region)
    {
        if (region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally)
        {
            var guarded = region.NestedRegions[0];
            var handlers = region.NestedRegions.Skip(1).Select(handler => handler.FirstBlockOrdinal).ToList();
            for (var block = 0; block < _successors.Length; block++)
            {
                if (IsIn(guarded, block) || _successors[block].Any(next => IsIn(guarded, next)))
                {
                    _successors[block].AddRange(handlers);
                }
            }
        }

        foreach (var nested in region.NestedRegions)
        {
            AddHandlers(nested);
        }
    }

    private static bool IsIn(ControlFlowRegion region, int block) => block >= region.FirstBlockOrdinal && block <= region.LastBlockOrdinal;

    private HashSet<int> Reached(IEnumerable<int> starts, int without)
    {
        var reached = new HashSet<int>();
        var waiting = new Stack<int>(starts);
        while (waiting.Count > 0)
        {
            var block = waiting.Pop();
            if (block != without && reached.Add(block))
            {
                foreach (var next in _successors[block])
                {
                    waiting.Push(next);
                }
            }
        }

        return reached;
    }
}
