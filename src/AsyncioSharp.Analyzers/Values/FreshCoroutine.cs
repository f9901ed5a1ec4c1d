using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Finds the call that creates a coroutine: only then is it certain that no other code can await the coroutine.</summary>
internal static class FreshCoroutine
{
    /// <summary>The operation that creates the coroutine of this value; null if the coroutine existed before.</summary>
    public static IOperation? Of(IOperation? value, KnownSymbols symbols) => value switch
    {
        IInvocationOperation call when IsFresh(call, symbols) => call,
        IAwaitOperation { Operation: { } inner } awaited when symbols.IsCoroutine(awaited.Type) => inner,
        IConversionOperation conversion => Of(conversion.Operand, symbols),
        IConditionalAccessOperation access => Of(access.WhenNotNull, symbols),
        IConditionalOperation conditional => Of(conditional.WhenTrue, symbols) ?? Of(conditional.WhenFalse, symbols),
        ICoalesceOperation coalesce => Of(coalesce.Value, symbols) ?? Of(coalesce.WhenNull, symbols),
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => Of(arm.Value, symbols)).FirstOrDefault(fresh => fresh is not null),
        _ => null,
    };

    /// <summary>True for a task of a coroutine: awaiting it returns the coroutine, which still has to run.</summary>
    public static bool IsWrapped(ITypeSymbol? type, KnownSymbols symbols) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && symbols.IsCoroutine(arguments[0]) &&
        (KnownSymbols.Is(type, symbols.TaskOfT) || KnownSymbols.Is(type, symbols.ValueTaskOfT) || symbols.IsFuture(type));

    /// <summary>
    /// The method that creates the coroutine of such a task: <c>F</c> for <c>Task.Run(F)</c> and <c>Task.Run(() => F())</c>.
    /// </summary>
    public static string? MadeBy(IOperation task, KnownSymbols symbols) => task.Descendants().Select(operation => operation switch
    {
        IMethodReferenceOperation { Method: { } method } when symbols.IsCoroutine(method.ReturnType) => method.Name,
        IInvocationOperation { TargetMethod: { } method } when symbols.IsCoroutine(method.ReturnType) => method.Name,
        _ => null,
    }).FirstOrDefault(name => name is not null);

    private static bool IsFresh(IInvocationOperation call, KnownSymbols symbols)
    {
        if (IsWrapped(call.Type, symbols))
        {
            return true;
        }

        // A queue of coroutines returns coroutines created elsewhere: the declared return type of its method is T.
        var method = call.TargetMethod;
        return symbols.IsCoroutine(call.Type) &&
            (symbols.IsCoroutine(method.OriginalDefinition.ReturnType) || method.MethodKind == MethodKind.DelegateInvoke) &&
            !IsVerification(call, symbols);
    }

    // substitute.Received().F() verifies that F was called, and creates nothing.
    private static bool IsVerification(IInvocationOperation call, KnownSymbols symbols) =>
        call.Instance is IInvocationOperation { TargetMethod: { } method } && KnownSymbols.Is(method.ContainingType, symbols.Substitute);
}
