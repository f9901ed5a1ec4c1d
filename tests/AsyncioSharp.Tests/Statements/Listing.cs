namespace AsyncioSharp.Tests.Statements;

/// <summary>Lists in a trace, written as the recording has them: <c>['a', 1, None]</c>.</summary>
public static class Listing
{
    /// <summary>Strings in quotes, null as None, the rest as it is.</summary>
    public static string Of<T>(IEnumerable<T> items) => $"[{string.Join(", ", items.Select(Item))}]";

    private static string Item<T>(T item) => item switch
    {
        null => "None",
        string text => $"'{text}'",
        _ => $"{item}",
    };
}
