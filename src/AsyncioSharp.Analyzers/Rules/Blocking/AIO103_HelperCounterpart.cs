using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A method of this compilation that reaches a blocking call, next to an async counterpart that does not.</summary>
internal static class HelperCounterpart
{
    // The rule about counterparts asks at each call, the rule about helpers at each call that blocks.
    private static readonly OperationMemo<CounterpartCall?> Known = new();

    /// <summary>
    /// Null if there is no counterpart, if it blocks as well, and inside the counterpart itself or a method that it calls.
    /// </summary>
    public static CounterpartCall? Of(IOperation operation, EnclosingFunction function, KnownSymbols symbols) =>
        operation is IInvocationOperation call ? Known.Of(call, symbols, () => Find(call, function, symbols)) : null;

    private static CounterpartCall? Find(IInvocationOperation call, EnclosingFunction function, KnownSymbols symbols)
    {
        if (call is not { Syntax: InvocationExpressionSyntax syntax, TargetMethod: { } method } ||
            method.DeclaringSyntaxReferences.IsEmpty || InMemory.IsStreamInMemory(call.Instance))
        {
            return null;
        }

        var name = method.Name + "Async";
        if (function.ContainingMember.Name == name || function.Symbol.Name == name)
        {
            return null;
        }

        var graph = CallGraph.Of(symbols);
        var counterpart = method.ContainingType?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();
        if (counterpart is null || TargetsOf(counterpart, call, graph) is var targets && !AreBetter(targets, call, graph) ||
            targets.Any(target => CalledFunctions.Lead(target, function, symbols)))
        {
            return null;
        }

        var found = CounterpartCall.Named(call, syntax, name);
        return found.EditIn(function, symbols) is not null ? found : null;
    }

    // A member of an interface, or a virtual one, stands for all its implementations.
    private static ImmutableArray<IMethodSymbol> TargetsOf(IMethodSymbol counterpart, IInvocationOperation call, CallGraph graph) =>
        graph.Implementations.Of(counterpart, call.Instance?.Type, call.IsVirtual).Add(counterpart.OriginalDefinition);

    private static bool AreBetter(ImmutableArray<IMethodSymbol> counterparts, IInvocationOperation call, CallGraph graph)
    {
        var edges = graph.EdgesOf(call).ToList();
        var called = edges.SelectMany(static edge => edge.Targets).Append(call.TargetMethod.OriginalDefinition).ToList();
        return edges.Any(edge => graph.Blocking.From(edge) is not null) &&
            !counterparts.Any(counterpart => called.Any(method => graph.Calls(counterpart, method)));
    }
}
