using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// Decides whether a local variable must keep its value while the function waits at a given point. It must if some path leads from that
/// point to a use of the variable without assigning it: later in the text, in the next iteration of a loop, after a <c>goto</c>, or in a
/// handler.
/// </summary>
internal sealed class LocalLifetime
{
    private readonly ILocalSymbol _local;
    private readonly SyntaxNode _node;
    private readonly FlowPaths _paths;
    private readonly List<IOperation>[] _steps;

    private LocalLifetime(ILocalSymbol local, SyntaxNode node, ControlFlowGraph graph)
    {
        _local = local;
        _node = node;
        _paths = new FlowPaths(graph);
        _steps = [.. graph.Blocks.Select(static block => FlowPaths.Operations(block).SelectMany(LockFlow.InOrder).ToList())];
    }

    public static bool LivesAcross(ILocalSymbol local, SyntaxNode node, EnclosingFunction function)
    {
        // Broken code has no graph; then every other use counts.
        if (FlowGraphs.Of(function) is not { } graph)
        {
            return true;
        }

        // Only the function's own code uses such a variable: a lambda cannot capture it.
        var lifetime = new LocalLifetime(local, node, graph);
        return lifetime.Starts().Any(start => lifetime.IsUsedFrom(start.Block, start.Step));
    }

    // After the last operation that belongs to the node in each of its blocks. For a statement, it is unknown whether the await comes
    // before or after it.
    private IEnumerable<(int Block, int Step)> Starts()
    {
        var first = (Block: -1, Step: -1, Position: int.MaxValue);
        for (var block = 0; block < _steps.Length; block++)
        {
            var last = _steps[block].FindLastIndex(step => _node.Span.Contains(step.Syntax.Span));
            if (last >= 0)
            {
                yield return (block, last + 1);
            }

            for (var step = 0; IsStatement && step <= last; step++)
            {
                var position = _steps[block][step].Syntax.SpanStart;
                first = _node.Span.Contains(_steps[block][step].Syntax.Span) && position < first.Position ? (block, step, position) : first;
            }
        }

        if (first.Block >= 0)
        {
            yield return (first.Block, first.Step);
        }
    }

    private bool IsStatement => _node is StatementSyntax;

    private bool IsUsedFrom(int block, int step)
    {
        var first = First(block, step);
        var reached = new HashSet<int>();
        var waiting = new Stack<int>(first is null ? _paths.Next(block) : _paths.Handlers(block));
        if (first == true)
        {
            return true;
        }

        while (waiting.Count > 0)
        {
            var next = waiting.Pop();
            if (!reached.Add(next))
            {
                continue;
            }

            first = First(next, 0);
            if (first == true)
            {
                return true;
            }

            // If the variable is assigned, an exception before that still leads to the handlers.
            foreach (var following in first is null ? _paths.Next(next) : _paths.Handlers(next))
            {
                waiting.Push(following);
            }
        }

        return false;
    }

    /// <summary>What comes first in the rest of a block: a use (true), an assignment (false), or neither (null).</summary>
    private bool? First(int block, int step)
    {
        for (; step < _steps[block].Count; step++)
        {
            var operation = _steps[block][step];
            if (operation is ISimpleAssignmentOperation assignment && IsLocal(assignment.Target) &&
                (_local.RefKind == RefKind.None || assignment.IsRef))
            {
                return false;
            }

            if (IsLocal(operation) && !IsTarget(operation) && (IsStatement || !_node.Span.Contains(operation.Syntax.Span)))
            {
                return true;
            }
        }

        return null;
    }

    private bool IsTarget(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference &&
            (_local.RefKind == RefKind.None || assignment.IsRef);

    private bool IsLocal(IOperation operation) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, _local);
}
