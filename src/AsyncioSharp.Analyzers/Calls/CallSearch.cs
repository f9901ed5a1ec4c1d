using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Looks for the shortest way from a function to something, breadth first, so that circles end by themselves.
/// Of a virtual call all targets have to reach it; each of them is a search of its own.
/// </summary>
internal sealed class CallSearch(CallGraph graph, Func<FunctionCalls, ImmutableArray<CallSink>> ends, bool needsAll)
{
    private readonly ConcurrentDictionary<IMethodSymbol, CallPath?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>From a call on; null where it does not lead there, or the arguments say that there it does no harm.</summary>
    public CallPath? From(CallEdge edge)
    {
        CallPath? first = null;
        foreach (var target in edge.Targets)
        {
            var chain = FromKnown(target, edge.KnownFrom(caller: null), depth: 0);
            if (chain?.Depends is { } parameter && edge.ArgumentFor(parameter) is { } value && IsHarmless(value))
            {
                chain = null;
            }

            if (chain is null && needsAll)
            {
                return null;
            }

            first ??= chain;
        }

        return first;
    }

    // What a constant excludes, Dispose(false), leads nowhere. Null where no argument is known.
    private (CallPath? Chain, bool IsKnown)? Specialized(IMethodSymbol target, KnownArguments arguments, int depth)
    {
        if (arguments.IsEmpty || depth > 8)
        {
            return null;
        }

        var calls = graph.Of(target);
        var end = ends(calls).FirstOrDefault(e => !arguments.Exclude(e.Operation));
        if (end is not null)
        {
            return end.Depends is null ? (new CallPath([target], end, depends: null), true) : null;
        }

        foreach (var edge in calls.Edges.Where(e => e.Operation is null || !arguments.Exclude(e.Operation)))
        {
            var paths = edge.Targets.Select(next => FromKnown(next, edge.KnownFrom(arguments), depth + 1)).ToList();
            if (paths.Find(path => path is not null) is { } found && (!needsAll || paths.All(path => path is { Depends: null })))
            {
                return (found.After([target]), true);
            }
        }

        return (null, true);
    }

    private CallPath? FromKnown(IMethodSymbol target, KnownArguments arguments, int depth) =>
        Specialized(target, arguments, depth) is { } known ? known.Chain : From(target);

    public CallPath? From(IMethodSymbol function) =>
        _known.TryGetValue(function, out var known) ? known : Search(function, new SearchState(), out _);

    private CallPath? Search(IMethodSymbol start, SearchState state, out bool isExact)
    {
        isExact = true;
        if (_known.TryGetValue(start, out var known))
        {
            return known;
        }

        // A virtual call that leads back to a search that is still going on adds nothing to it. One that has failed because of that is not
        // tried again: where many virtual calls form circles, every way through them would be.
        if (state.Failed.Contains(start) || !state.Active.Add(start))
        {
            isExact = false;
            return null;
        }

        CallPath? conditional = null;
        (CallPath Chain, int Length)? best = null;
        var steps = new List<CallStep> { new(start, before: -1, edge: null, depth: 0) };
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { start };
        for (var i = 0; i < steps.Count; i++)
        {
            if (best is { } found && found.Length <= steps[i].Depth + 1)
            {
                return Keep(start, found.Chain, state);
            }

            var calls = graph.Of(steps[i].Function);
            foreach (var end in ends(calls))
            {
                var isReached = Depends(end.Depends, steps, i, out var depends);
                isExact &= isReached;
                if (isReached && depends is null)
                {
                    return Keep(start, new CallPath(PathTo(steps, i), end, depends: null), state);
                }

                conditional ??= isReached ? new CallPath(PathTo(steps, i), end, depends) : null;
            }

            foreach (var edge in calls.Edges)
            {
                // What an earlier search has found spares this one the way there.
                var isKnown = _known.TryGetValue(edge.Targets[0], out var answer) && answer is not { Depends: not null };
                var chain = edge.Targets.Length > 1 ? OfVirtual(edge, state, ref isExact) : isKnown ? answer : null;
                if (edge.Targets.Length == 1 && Specialized(edge.Targets[0], edge.KnownFrom(caller: null), depth: 0) is { } special)
                {
                    (chain, isKnown) = (special.Chain, true);
                }

                if (chain is not null && !(best?.Length <= steps[i].Depth + 1 + chain.Functions.Length))
                {
                    best = (chain.After(PathTo(steps, i)), steps[i].Depth + 1 + chain.Functions.Length);
                }

                if (edge.Targets.Length == 1 && !isKnown && seen.Add(edge.Targets[0]))
                {
                    steps.Add(new CallStep(edge.Targets[0], i, edge, steps[i].Depth + 1));
                }
            }
        }

        if (best is { } last)
        {
            return Keep(start, last.Chain, state);
        }

        state.Active.Remove(start);
        if (conditional is not null)
        {
            _known[start] = conditional;
        }
        else if (isExact)
        {
            foreach (var step in steps)
            {
                _known[step.Function] = null;
            }
        }
        else
        {
            state.Failed.Add(start);
        }

        return conditional;
    }

    private CallPath? OfVirtual(CallEdge edge, SearchState state, ref bool isExact)
    {
        CallPath? first = null;
        foreach (var target in edge.Targets)
        {
            var chain = Search(target, state, out var isTargetExact);
            isExact &= isTargetExact;
            if (chain is { Depends: null })
            {
                first ??= chain;
            }
            else if (needsAll)
            {
                isExact &= chain is null;
                return null;
            }
        }

        return first;
    }

    private CallPath Keep(IMethodSymbol start, CallPath chain, SearchState state)
    {
        state.Active.Remove(start);
        _known[start] = chain;
        return chain;
    }

    /// <summary>
    /// Follows a parameter back to the start: false when somebody on the way hands over what does no harm, or what nobody knows.
    /// </summary>
    private static bool Depends(IParameterSymbol? parameter, List<CallStep> steps, int step, out IParameterSymbol? result)
    {
        result = parameter;
        for (var i = step; result is not null && i >= 0; i = steps[i].Before)
        {
            // A local function may wait for what its method got, and a lambda for the elements of a list.
            if (!SymbolEqualityComparer.Default.Equals(result.ContainingSymbol, steps[i].Function))
            {
                continue;
            }

            if (steps[i].Edge is not { } edge)
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

    private static bool IsHarmless(IOperation argument) => InMemory.IsKnown(argument) || TaskCompletionFacts.IsKnown(argument, argument);

    private static ImmutableArray<IMethodSymbol> PathTo(List<CallStep> steps, int last)
    {
        var path = new List<IMethodSymbol>();
        for (var i = last; i >= 0; i = steps[i].Before)
        {
            path.Insert(0, steps[i].Function);
        }

        return [.. path];
    }
}
