using System.Collections.Concurrent;

namespace AsyncioSharp;

/// <summary>Turns the compiler's state machine names into the names that the user wrote: <c>Shop.&lt;Buy&gt;d__3</c> is <c>Shop.Buy</c>.</summary>
internal static class CoroutineName
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    internal static string Of(Type stateMachine) => s_names.GetOrAdd(stateMachine, Compute);

    private static string Compute(Type stateMachine)
    {
        string method = Between(stateMachine.Name, '<', '>');

        // A local function is <Outer>g__Local|0_1, a lambda <Outer>b__0_1; both are wrapped once more in <...>d.
        int local = stateMachine.Name.IndexOf(">g__", StringComparison.Ordinal);
        int bar = stateMachine.Name.IndexOf('|', StringComparison.Ordinal);
        if (local >= 0 && bar > local)
        {
            method = stateMachine.Name[(local + 4)..bar];
        }

        Type? owner = stateMachine.DeclaringType;
        while (owner is not null && owner.Name.StartsWith('<'))
        {
            owner = owner.DeclaringType;
        }

        return owner is null ? method : $"{owner.Name}.{method}";
    }

    private static string Between(string text, char open, char close)
    {
        int start = text.LastIndexOf(open) + 1;
        int end = text.IndexOf(close, start);
        return start > 0 && end > start ? text[start..end] : text;
    }
}
