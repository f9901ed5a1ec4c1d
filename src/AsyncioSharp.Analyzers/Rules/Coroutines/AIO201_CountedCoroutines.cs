using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary><c>var cs = xs.Select(x => F(x)); ... cs.Count()</c>: the sequence is evaluated again, and only its length is used.</summary>
internal static class CountedCoroutines
{
    private static readonly HashSet<string> Counts = ["Count", "LongCount", "Any"];

    /// <summary>The query that creates a coroutine for each element; null if the call counts other values.</summary>
    public static IInvocationOperation? QueryOf(IInvocationOperation call, KnownSymbols symbols)
    {
        if (!Counts.Contains(call.TargetMethod.Name) || !KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Enumerable) ||
            call.Arguments.Length != 1)
        {
            return null;
        }

        return ValueOrigin.Of(call.Arguments[0].Value) is IInvocationOperation query && IsSelect(query, symbols) ? query : null;
    }

    /// <summary>True for a <c>Select</c> that creates a coroutine for each element.</summary>
    public static bool IsSelect(IInvocationOperation query, KnownSymbols symbols) =>
        query.TargetMethod is { Name: "Select", TypeArguments: { Length: 2 } types } method &&
        KnownSymbols.Is(method.ContainingType, symbols.Enumerable) && symbols.IsCoroutine(types[1]) && Makes(query, symbols);

    // A lambda that only returns existing coroutines creates none.
    private static bool Makes(IInvocationOperation query, KnownSymbols symbols) =>
        query.Arguments[1].Value.DescendantsAndSelf()
            .Any(o => o is IInvocationOperation made && symbols.IsCoroutine(made.Type) || o is IMethodReferenceOperation);
}
