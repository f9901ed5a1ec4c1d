using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A task that a delegate returns and nothing awaits: <c>await Task.Factory.StartNew(async () => ...)</c> ends at the first await inside.
/// </summary>
internal static class InnerTask
{
    /// <summary>The call that hands out the task; null if the value is no such task.</summary>
    public static IInvocationOperation? CallOf(IOperation value, KnownSymbols symbols) =>
        value is IAwaitOperation { Operation: { } awaited } && IsTask(value.Type, symbols) &&
        TaskAliases.Core(awaited) is IInvocationOperation call && IsGeneric(call.TargetMethod) &&
        call.Arguments.Any(argument => MakesTask(argument.Value, symbols))
            ? call
            : null;

    private static bool IsTask(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsTask(type) || symbols.IsFuture(type);

    // The task is the T of the method: StartNew<T>(Func<T>), ContinueWith<T>(Func<Task, T>). WhenAny returns one of its arguments.
    private static bool IsGeneric(IMethodSymbol method) =>
        method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } &&
        results[0] is ITypeParameterSymbol;

    private static bool MakesTask(IOperation argument, KnownSymbols symbols) => argument.WithoutConversions() is IDelegateCreationOperation
    {
        Target: var target,
    } && target switch
    {
        IAnonymousFunctionOperation lambda => IsTask(lambda.Symbol.ReturnType, symbols),
        IMethodReferenceOperation group => IsTask(group.Method.ReturnType, symbols),
        _ => false,
    };
}
