using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// Converts the compiler's state machine names to the names in the source: <c>Shop.&lt;Buy&gt;d__3</c> becomes <c>Shop.Buy</c>.
/// </summary>
internal static class CoroutineName
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    internal static string Of(Type stateMachine) => s_names.GetOrAdd(stateMachine, Compute);

    /// <summary>The name of a user function, which is also the name of its coroutine.</summary>
    internal static string Of(Delegate function)
    {
        MethodInfo method = function.Method;
        return method.GetCustomAttribute<AsyncStateMachineAttribute>() is { StateMachineType: { } stateMachine }
            ? Of(stateMachine)
            : Compute(method.Name, method.DeclaringType);
    }

    /// <summary>The subject of a timeout or error message, for the beginning of a sentence.</summary>
    internal static string OfSubject(object? subject) => subject switch
    {
        null => "The coroutine",
        string text => text,
        Frame { IsTransparent: true } => "The coroutine",
        Frame frame => $"'{frame.Name}'",
        Delegate function => $"'{Of(function)}'",
        LoopTask task => $"The task '{task.Name}'",
        Future => "The future",
        _ => "The task",
    };

    /// <summary>Whether the type belongs to the runtime itself.</summary>
    internal static bool IsOurs(Type type) => type.Assembly == typeof(CoroutineName).Assembly;

    private static string Compute(Type stateMachine) => Compute(stateMachine.Name, stateMachine.DeclaringType);

    private static string Compute(string name, Type? owner)
    {
        if (owner == typeof(TransparentCoroutines))
        {
            // The root of a task created directly for a .NET task: there is no user function to name.
            return "Task of .NET";
        }

        string method = name.Contains('<', StringComparison.Ordinal) ? Between(name, '<', '>') : name;

        // A local function is <Outer>g__Local|0_1, a lambda <Outer>b__0_1; both are wrapped once more in <...>d. Inside the runtime, the
        // containing method is used, because that is the method the user called.
        int local = name.IndexOf(">g__", StringComparison.Ordinal);
        int bar = name.IndexOf('|', StringComparison.Ordinal);
        if (local >= 0 && bar > local && !(owner is not null && IsOurs(owner)))
        {
            method = name[(local + 4)..bar];
        }

        while (owner is not null && owner.Name.StartsWith('<'))
        {
            owner = owner.DeclaringType;
        }

        // The name of a generic type ends in `1, which is not in the source.
        return owner is null ? method : $"{owner.Name.Split('`')[0]}.{method}";
    }

    private static string Between(string text, char open, char close)
    {
        int start = text.LastIndexOf(open) + 1;
        int end = text.IndexOf(close, start);
        return start > 0 && end > start ? text[start..end] : text;
    }
}
