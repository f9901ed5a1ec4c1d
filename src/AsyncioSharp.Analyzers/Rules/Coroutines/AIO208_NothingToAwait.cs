using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Functions that await nothing and contain nothing that may have been meant to be awaited.</summary>
internal static class NothingToAwait
{
    // Nearly all functions await something: the expensive check is only for the others.
    public static bool In(EnclosingFunction function, KnownSymbols symbols) =>
        IsAsyncValue(function.Symbol.ReturnType, symbols) && !FunctionBody.Of(function.Operation).Any(FunctionBody.IsAwait) &&
            !FunctionBody.Of(function.Operation).Any(operation => CouldWait(operation, symbols));

    // A task that is not awaited, a call that blocks, a loop that needs a yield: other rules report these, and their fixes add an await.
    private static bool CouldWait(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IWhileLoopOperation or IInvalidOperation => true,
        IForLoopOperation loop => loop.Condition is null,
        IInvocationOperation call when Waits(call, symbols) => true,
        IReturnOperation or IConversionOperation { IsImplicit: true } => false,
        _ => IsAsyncValue(operation.Type, symbols) || IsDisposedAsync(operation.Type),
    };

    private static bool Waits(IInvocationOperation call, KnownSymbols symbols) =>
        KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Thread) ||
            KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Asyncio) ||
        BlockingApis.Find(call, symbols) is not null || Reaches(call, symbols);

    private static bool Reaches(IInvocationOperation call, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        return graph.EdgesOf(call).Any(edge => graph.Blocking.From(edge) is not null || graph.Runs.From(edge) is not null);
    }

    private static bool IsAsyncValue(ITypeSymbol? type, KnownSymbols symbols) =>
        type is not null && (symbols.IsRuntime(type) || symbols.IsTask(type) || symbols.IsFuture(type));

    private static bool IsDisposedAsync(ITypeSymbol? type) =>
        type is not null && type.AllInterfaces.Any(i => i is { Name: "IAsyncDisposable", ContainingNamespace.Name: "System" });
}
