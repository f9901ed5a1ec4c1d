using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Searches for the shortest path from a function to an operation, and caches the results. For a virtual call, all targets must reach one;
/// each target has its own search.
/// </summary>
internal sealed class CallSearch(
    CallGraph graph, Func<FunctionCalls, ImmutableArray<CallSink>> ends, bool needsAll, Func<IMethodSymbol, bool>? excludes = null,
    Func<bool>? isPossible = null)
{
    private readonly Func<IMethodSymbol, bool> _excludes = excludes ?? (static _ => false);
    private readonly Lazy<bool> _isPossible = new(isPossible ?? (static () => true));
    private readonly ConcurrentDictionary<CallNode, CallPath?> _known = new();

    /// <summary>True if all targets of a virtual call must lead there, false if one is enough.</summary>
    public bool NeedsAll => needsAll;

    /// <summary>Searches from a call; null if it leads to no such operation, or if the arguments rule it out.</summary>
    public CallPath? From(CallEdge edge)
    {
        if (!_isPossible.Value || IsExcluded(edge))
        {
            return null;
        }

        CallPath? first = null;
        foreach (var target in edge.Targets)
        {
            var path = From(edge.NodeOf(target));
            if (path?.Depends is { } parameter && edge.ArgumentFor(parameter) is { } value && PathSearch.IsHarmless(value))
            {
                path = null;
            }

            if (path is null && needsAll)
            {
                return null;
            }

            first ??= path;
        }

        return first;
    }

    public CallPath? From(IMethodSymbol function) => From(new CallNode(function, KnownArguments.None));

    /// <summary>The result of an earlier search, in this compilation or in an earlier one.</summary>
    public bool Knows(CallNode node, out CallPath? path)
    {
        if (_known.TryGetValue(node, out path))
        {
            return true;
        }

        var isExcluded = _excludes(node.Function);
        if (isExcluded)
        {
            _known[node] = null;
        }

        return isExcluded;
    }

    /// <summary>The operations in the function itself that match, given these arguments.</summary>
    public IEnumerable<CallSink> EndsOf(CallNode node, FunctionCalls calls) =>
        node.Arguments.IsEmpty && !node.IsOfNewObject
            ? ends(calls)
            : ends(calls).Where(end => !(node.IsOfNewObject && end.IsOwnState) && !node.Arguments.Exclude(end.Operation));

    /// <summary>Searches from all targets of a virtual call, inside another search; each of them has to lead there.</summary>
    public CallPath? FromAll(CallEdge edge, CallNode caller, SearchState state, ref bool isExact)
    {
        if (IsExcluded(edge))
        {
            return null;
        }

        CallPath? first = null;
        foreach (var target in edge.Targets)
        {
            var path = From(edge.NodeOf(target, caller), state, out var isTargetExact);
            isExact &= isTargetExact;
            if (path is not { Depends: null })
            {
                isExact &= path is null;
                return null;
            }

            first ??= path;
        }

        return first;
    }

    private bool IsExcluded(CallEdge edge) => needsAll && edge.Targets.Any(_excludes);

    private CallPath? From(CallNode start) => From(start, new SearchState(), out _);

    private CallPath? From(CallNode start, SearchState state, out bool isExact)
    {
        isExact = true;
        if (Knows(start, out var known))
        {
            return known;
        }

        // A virtual call that leads back to an active search adds nothing to it. A search that failed for this reason is not repeated: if
        // many virtual calls form cycles, every path through them would be tried.
        if (state.Failed.Contains(start) || state.Active.Count == SearchState.MostActive || !state.Active.Add(start))
        {
            isExact = false;
            return null;
        }

        var search = new PathSearch(start, graph, this, state);
        var path = search.Run();
        isExact = path is not null || search.IsExact;
        state.Active.Remove(start);
        Remember(path, search, state);
        return path;
    }

    // If nothing was found, nothing can be found from any function on the path.
    private void Remember(CallPath? path, PathSearch search, SearchState state)
    {
        if (path is not null)
        {
            _known[search.Start] = path;
        }
        else if (search.IsExact)
        {
            foreach (var node in search.Visited)
            {
                _known[node] = null;
            }
        }
        else
        {
            state.Failed.Add(search.Start);
        }
    }
}
