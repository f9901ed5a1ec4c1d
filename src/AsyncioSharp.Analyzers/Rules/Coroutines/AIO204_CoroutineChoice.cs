using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>An expression that chooses between new coroutines: <c>b ? V() : W()</c>, or a <c>switch</c> with a call in each arm.</summary>
internal static class CoroutineChoice
{
    /// <summary>
    /// The outermost choice of which the call is the first value, or the call if it is in none. Null for the other values, and if
    /// some value is no new coroutine.
    /// </summary>
    public static IOperation? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        IOperation value = call;
        while (ChoiceOf(value) is { } choice && symbols.IsCoroutine(choice.Type))
        {
            value = choice;
        }

        return value == call || (FreshCoroutine.Of(value, symbols) == call && AreAllFresh(value, symbols)) ? value : null;
    }

    private static IOperation? ChoiceOf(IOperation value) => value.Parent switch
    {
        IConditionalOperation choice when choice.Condition != value => choice,
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice,
        _ => null,
    };

    private static bool AreAllFresh(IOperation? value, KnownSymbols symbols) => value switch
    {
        IConditionalOperation choice => AreAllFresh(choice.WhenTrue, symbols) && AreAllFresh(choice.WhenFalse, symbols),
        ISwitchExpressionOperation choice => choice.Arms.All(arm =>
            arm.Value.WithoutConversions() is IThrowOperation || AreAllFresh(arm.Value, symbols)),
        _ => FreshCoroutine.Of(value, symbols) == value,
    };
}
