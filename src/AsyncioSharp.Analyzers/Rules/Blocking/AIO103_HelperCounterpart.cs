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
            method.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        var name = method.Name + "Async";
        if (function.ContainingMember.Name == name || function.Symbol.Name == name)
        {
            return null;
        }

        var counterpart = method.ContainingType?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();
        return counterpart is not null && IsBetter(counterpart, call, CallGraph.Of(symbols)) &&
            !CalledFunctions.Lead(counterpart, function, symbols) &&
            CounterpartCall.Named(call, syntax, name) is var found && found.EditIn(function, symbols) is not null
            ? found
            : null;
    }

    private static bool IsBetter(IMethodSymbol counterpart, IInvocationOperation call, CallGraph graph) =>
        graph.EdgesOf(call).Any(edge => graph.Blocking.From(edge) is not null) &&
        !graph.Calls(counterpart.OriginalDefinition, call.TargetMethod.OriginalDefinition);
}
