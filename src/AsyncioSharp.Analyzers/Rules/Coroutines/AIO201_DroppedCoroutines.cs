using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A sequence of new coroutines that no code uses: <c>names.Select(n => Say(n)).ToList();</c></summary>
internal static class DroppedCoroutines
{
    private static readonly HashSet<string> Copies = ["ToList", "ToArray", "ToHashSet", "AsEnumerable"];

    /// <summary>The code that creates the coroutines; null if the value is no such sequence.</summary>
    public static IOperation? SourceOf(IOperation? value, KnownSymbols symbols)
    {
        value = value is null ? null : Unwrap(value);
        return value switch
        {
            IInvocationOperation query => OfQuery(query, symbols),
            IArrayCreationOperation { Initializer.ElementValues: { } elements } => AreFresh(elements, symbols) ? value : null,
            ICollectionExpressionOperation { Elements: { } elements } => AreFresh(elements, symbols) ? value : null,
            IObjectCreationOperation { Initializer.Initializers: { } additions } =>
                AreFresh(additions.Select(Added), symbols) ? value : null,
            _ => null,
        };
    }

    private static IOperation Unwrap(IOperation value)
    {
        while (value is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation)
        {
            value = value.ChildOperations.First();
        }

        return value;
    }

    // Select, also behind a copy: the copy creates the coroutines, and nothing runs them.
    private static IOperation? OfQuery(IInvocationOperation query, KnownSymbols symbols)
    {
        if (!KnownSymbols.Is(query.TargetMethod.ContainingType, symbols.Enumerable) || query.Arguments.IsEmpty)
        {
            return null;
        }

        return Copies.Contains(query.TargetMethod.Name)
            ? SourceOf(query.Arguments[0].Value, symbols)
            : CountedCoroutines.IsSelect(query, symbols) ? query : null;
    }

    private static IOperation? Added(IOperation addition) => (addition as IInvocationOperation)?.Arguments.LastOrDefault()?.Value;

    private static bool AreFresh(IEnumerable<IOperation?> elements, KnownSymbols symbols)
    {
        var values = elements.ToList();
        return values.Count > 0 &&
            values.All(value => FreshCoroutine.Of(value, symbols) is { } fresh && symbols.IsCoroutine(fresh.Type));
    }
}
