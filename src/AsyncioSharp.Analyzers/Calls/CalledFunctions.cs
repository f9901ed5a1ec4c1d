using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Decides whether a function of the program leads back to another one through any calls in the source, including asynchronous ones.
/// Calling it there would never end.
/// </summary>
internal static class CalledFunctions
{
    private const int Limit = 200;

    public static bool Lead(IMethodSymbol from, EnclosingFunction to, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Stack<IMethodSymbol>([from.OriginalDefinition]);
        while (waiting.Count > 0 && seen.Count < Limit)
        {
            var function = waiting.Pop();
            if (!CallGraph.IsOurs(function, symbols) || !seen.Add(function))
            {
                continue;
            }

            if (KnownSymbols.IsSame(function, to.ContainingMember.OriginalDefinition) ||
                KnownSymbols.IsSame(function, to.Symbol.OriginalDefinition))
            {
                return true;
            }

            foreach (var next in graph.CalledBy(function))
            {
                waiting.Push(next);
            }
        }

        return false;
    }

    /// <summary>The functions that its code calls.</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol function, CallGraph graph, KnownSymbols symbols) =>
        FunctionBodies.Of(function, symbols.Compilation).SelectMany(static body => body.DescendantsAndSelf()).OfType<IInvocationOperation>()
            .Where(call => CallGraph.IsOurs(call.TargetMethod, symbols))
            .SelectMany(call => graph.Implementations.Of(call.TargetMethod, call.Instance?.Type, call.IsVirtual).Append(call.TargetMethod))
            .Select(static method => method.OriginalDefinition).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default);
}
