using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A task that a function awaits where it is created, directly or through a call that waits for its arguments.</summary>
internal static class AwaitedTask
{
    public static bool Is(IOperation value, KnownSymbols symbols) => value.Parent switch
    {
        IAwaitOperation => true,
        IForEachLoopOperation { IsAsynchronous: true } loop => loop.Collection == value,
        IConversionOperation or IParenthesizedOperation => Is(value.Parent, symbols),
        IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation => Is(value.Parent, symbols),
        IConditionalAccessOperation access => access.WhenNotNull == value && Is(access, symbols),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } wrapped =>
            wrapped.Instance == value && Is(wrapped, symbols),
        IArgumentOperation { Parent: IInvocationOperation call } => WaitsForArguments(call.TargetMethod, symbols) && Is(call, symbols),
        IReturnOperation => LambdaAround(value.Parent) is { } lambda && IsOfSelect(lambda, symbols),
        _ => false,
    };

    /// <summary>True if a function that is not async returns the task, so that its caller awaits it.</summary>
    public static bool IsReturned(IOperation value, KnownSymbols symbols) => value.Parent switch
    {
        IReturnOperation => true,
        IConversionOperation or IParenthesizedOperation or ICoalesceOperation => IsReturned(value.Parent, symbols),
        IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation => IsReturned(value.Parent, symbols),
        IConditionalOperation choice => choice.Condition != value && IsReturned(choice, symbols),
        ISwitchExpressionArmOperation arm => arm.Value == value && IsReturned(arm.Parent!, symbols),
        IInvocationOperation { TargetMethod.Name: "AsTask" } wrapped => wrapped.Instance == value && IsReturned(wrapped, symbols),
        IArgumentOperation { Parent: IInvocationOperation call } =>
            InlineExecution.StartsAll(call.TargetMethod, symbols) && IsReturned(call, symbols),
        _ => false,
    };

    // A shielded or stored task is meant to continue when the current task is canceled.
    private static bool WaitsForArguments(IMethodSymbol method, KnownSymbols symbols) => method.Name switch
    {
        "ToList" or "ToArray" => KnownSymbols.Is(method.ContainingType, symbols.Enumerable),
        "FromTask" or "WaitFor" => KnownSymbols.Is(method.ContainingType, symbols.Asyncio),
        "ConfigureAwait" => method.IsExtensionMethod,
        _ => InlineExecution.StartsAll(method, symbols),
    };

    private static IAnonymousFunctionOperation? LambdaAround(IOperation returned) =>
        returned.Parent is IBlockOperation { Parent: IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda } ? lambda : null;

    // Task.WhenAll(urls.Select(url => http.GetStringAsync(url)))
    private static bool IsOfSelect(IAnonymousFunctionOperation lambda, KnownSymbols symbols) =>
        FunctionUse.HolderOf(lambda) is IArgumentOperation { Parent: IInvocationOperation query } &&
        query.TargetMethod.Name == "Select" && KnownSymbols.Is(query.TargetMethod.ContainingType, symbols.Enumerable) && Is(query, symbols);
}
