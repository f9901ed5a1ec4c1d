using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The values that a function of this compilation returns; for an iterator, the collections that it loops over.</summary>
internal static class FunctionResult
{
    public static IEnumerable<IOperation> ValuesOf(IMethodSymbol function, KnownSymbols symbols) =>
        FunctionBodies.Of(function.OriginalDefinition, symbols.Compilation).SelectMany(FunctionBody.WithSelf)
            .Select(ValueAt).OfType<IOperation>();

    private static IOperation? ValueAt(IOperation operation) => operation switch
    {
        IReturnOperation { Kind: OperationKind.Return } result => result.ReturnedValue,
        IForEachLoopOperation loop when FunctionBody.WithSelf(loop.Body).Any(static o => o.Kind == OperationKind.YieldReturn) =>
            loop.Collection,
        _ => null,
    };
}
