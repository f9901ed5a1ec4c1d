using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// A breadth-first search from one function. A step is a function with its known arguments. No step is visited twice, so cycles terminate.
/// </summary>
internal sealed class PathSearch(CallNode start, CallGraph graph, CallSearch search, SearchState state)
{
    private readonly List<CallStep> _steps = [new(start, before: -1, edge: null, depth: 0)];
    private readonly HashSet<CallNode> _seen = [start];
    private CallPath? _conditional;
    private CallPath? _best;
    private int _bestLength = int.MaxValue;
    private bool _isExact = true;

    public CallNode Start => start;

    /// <summary>False if a search that is still active could have found more.</summary>
    public bool IsExact => _isExact;

    public IEnumerable<CallNode> Visited => _steps.Select(static step => step.Node);

    public CallPath? Run()
    {
        for (var i = 0; i < _steps.Count && _bestLength > _steps[i].Depth + 1; i++)
        {
            var calls = graph.Of(_steps[i].Function);
            if (EndAt(i, calls) is { } path)
            {
                return path;
            }

            foreach (var edge in calls.Edges)
            {
                Follow(edge, i);
            }
        }

        return _best ?? _conditional;
    }

    public static bool IsHarmless(IOperation argument) => InMemory.IsKnown(argument) || TaskCompletionFacts.IsKnown(argument, argument);

    // A path that depends on an argument of the start is only kept as a fallback: another path may depend on nothing.
    private CallPath? EndAt(int step, FunctionCalls calls)
    {
        foreach (var end in search.EndsOf(_steps[step].Node, calls))
        {
            var isReached = Depends(end.Depends, step, out var depends);
            _isExact &= isReached;
            if (isReached && depends is null)
            {
                return new CallPath(PathTo(step), end, depends: null);
            }

            _conditional ??= isReached ? new CallPath(PathTo(step), end, depends) : null;
        }

        return null;
    }

    private void Follow(CallEdge edge, int step)
    {
        var caller = _steps[step].Node;
        if (edge.Operation is { } operation && caller.Arguments.Exclude(operation))
        {
            return;
        }

        if (search.NeedsAll && edge.Targets.Length > 1)
        {
            Offer(search.FromAll(edge, caller, state, ref _isExact), step);
            return;
        }

        foreach (var target in edge.Targets)
        {
            Follow(edge, edge.NodeOf(target, caller), step);
        }
    }

    // The result of an earlier search replaces the search from there.
    private void Follow(CallEdge edge, CallNode next, int step)
    {
        if (search.Knows(next, out var answer) && answer is not { Depends: not null })
        {
            Offer(answer, step);
        }
        else if (_seen.Add(next))
        {
            _steps.Add(new CallStep(next, step, edge, _steps[step].Depth + 1));
        }
    }

    private void Offer(CallPath? path, int step)
    {
        if (path is not null && _steps[step].Depth + 1 + path.Functions.Length is var length && length < _bestLength)
        {
            (_best, _bestLength) = (path.After(PathTo(step)), length);
        }
    }

    /// <summary>
    /// Follows a parameter back to the start of the search. Returns false if a caller on the path passes a harmless or an unknown value.
    /// </summary>
    private bool Depends(IParameterSymbol? parameter, int step, out IParameterSymbol? result)
    {
        result = parameter;
        for (var i = step; result is not null && i >= 0; i = _steps[i].Before)
        {
            // A local function may wait for an argument of its method, and a lambda for the elements of a list.
            if (!SymbolEqualityComparer.Default.Equals(result.ContainingSymbol, _steps[i].Function))
            {
                continue;
            }

            if (_steps[i].Edge is not { } edge)
            {
                return true;
            }

            if (edge.ArgumentFor(result) is not { } value || IsHarmless(value))
            {
                return false;
            }

            if (StreamOrigin.IsOpen(value))
            {
                if (StreamOrigin.Of(value) is not { } origin)
                {
                    return false;
                }

                value = origin;
            }

            result = (TaskAliases.Core(value) as IParameterReferenceOperation)?.Parameter;
        }

        result = null;
        return true;
    }

    private ImmutableArray<IMethodSymbol> PathTo(int last)
    {
        var path = new List<IMethodSymbol>();
        for (var i = last; i >= 0; i = _steps[i].Before)
        {
            path.Insert(0, _steps[i].Function);
        }

        return [.. path];
    }
}
