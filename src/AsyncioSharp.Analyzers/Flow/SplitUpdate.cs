using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Decides whether an await would split an update of shared state. It does if the state is read before it and determines what is written
/// after it, by value or by a test: <c>total = total + x</c>, <c>if (!map.ContainsKey(k)) map[k] = x</c>,
/// <c>var n = total; wait; total = n + 1</c>. Writes of other tasks in between would be lost, or done twice.
/// </summary>
internal sealed class SplitUpdate
{
    private readonly SyntaxNode _node;
    private readonly List<StateAccess> _accesses;
    private readonly EnclosingFunction _function;

    private SplitUpdate(SyntaxNode node, List<StateAccess> accesses, EnclosingFunction function)
    {
        _node = node;
        _accesses = accesses;
        _function = function;
    }

    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        var accesses = StateAccess.AllIn(function, symbols);
        if (!accesses.Any(a => a.Writes && IsBehind(a.Operation, node)))
        {
            return null;
        }

        var update = new SplitUpdate(node, accesses, function);
        return accesses.Any(write => update.IsSplit(write) && !GuardedWrites.Protect(node, write.Variable, function, symbols))
            ? "an update of shared state"
            : null;
    }

    private static bool IsBehind(IOperation write, SyntaxNode node) =>
        write.Syntax.Span.End > node.Span.End || write.Syntax.Span.Contains(node.Span) || LoopAround(write, node) is not null;

    private bool IsSplit(StateAccess write)
    {
        if (!write.Writes || !IsBehind(write.Operation, _node) || _node.Span.Contains(write.Operation.Syntax.Span))
        {
            return false;
        }

        var reads = _accesses.Where(read => read.Reads && IsSame(read, write) && IsBefore(read, write) && !IsReserved(read, write))
            .ToList();
        if (reads.Count == 0)
        {
            return false;
        }

        var copies = new LocalCopies(_function, reads.Select(read => read.Operation));
        return reads.Contains(write) || DependsOnValue(write, copies) || DependsOnTest(write, copies);
    }

    // The target of an update is read before its value, and an update after the await reads it again.
    private bool IsBefore(StateAccess read, StateAccess write) => read == write
        ? write.Operation.Syntax.Span.Contains(_node.Span) &&
        write.Operation is ICompoundAssignmentOperation or ICoalesceAssignmentOperation
        : !read.Writes && read.Operation.Syntax.SpanStart < _node.Span.End &&
        (IsBehindText(write) || LoopAround(write.Operation, _node) is { } loop && !loop.Span.Contains(read.Operation.Syntax.Span));

    private bool IsBehindText(StateAccess write) =>
        write.Operation.Syntax.Span.End > _node.Span.End || write.Operation.Syntax.Span.Contains(_node.Span);

    // if (busy) return; busy = true; ...: the write before the await keeps the other tasks out.
    private bool IsReserved(StateAccess read, StateAccess late) => _accesses.Any(write =>
        write != late && write.Writes && IsSame(read, write) && IsBetween(read, write) &&
        BlockOf(write.Operation)?.Syntax.Span.Contains(_node.Span) == true);

    private bool IsBetween(StateAccess read, StateAccess write) =>
        write.Operation.Syntax.SpanStart > read.Operation.Syntax.SpanStart && write.Operation.Syntax.Span.End <= _node.SpanStart;

    private static bool IsSame(StateAccess read, StateAccess write) => SymbolEqualityComparer.Default.Equals(read.Variable, write.Variable);

    private static bool DependsOnValue(StateAccess write, LocalCopies copies) => write.Operation switch
    {
        IAssignmentOperation assignment =>
            copies.AreReadIn(assignment.Value) ||
                (assignment.Target is IPropertyReferenceOperation { Arguments: { Length: > 0 } index } && index.Any(copies.AreReadIn)),
        IInvocationOperation call => call.Arguments.Any(copies.AreReadIn),
        _ => false,
    };

    private bool DependsOnTest(StateAccess write, LocalCopies copies)
    {
        for (var (node, parent) = (write.Operation, write.Operation.Parent); parent is not null && parent != _function.Operation;
            (node, parent) = (parent, parent.Parent))
        {
            foreach (var test in StateTest.Before(node, parent, write.WritesConstant))
            {
                // Tested again after the await: then that test decides about the write.
                if (test.Syntax.SpanStart >= _node.Span.End &&
                    _accesses.Any(read => IsSame(read, write) && test.Syntax.Span.Contains(read.Operation.Syntax.Span)))
                {
                    return false;
                }

                if (copies.AreReadIn(test))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IOperation? BlockOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or IBlockOperation or ISwitchCaseOperation))
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private static SyntaxNode? LoopAround(IOperation operation, SyntaxNode node)
    {
        for (var parent = operation.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            parent = parent.Parent)
        {
            if (parent is ILoopOperation && parent.Syntax.Span.Contains(node.Span))
            {
                return parent.Syntax;
            }
        }

        return null;
    }
}
