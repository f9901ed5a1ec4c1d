using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Awaits that need a running event loop, and how code runs a coroutine where none is running.</summary>
internal static class LoopStart
{
    /// <summary>True if the awaited value needs a running loop.</summary>
    public static bool IsNeededFor(IOperation awaited, KnownSymbols symbols) => symbols.IsCoroutine(awaited.Type)
        ? IsUnfinished(awaited, symbols)
        : awaited is IInvocationOperation call && KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Asyncio) &&
            call.TargetMethod.Name != "RunAsync"; // It starts a loop.

    /// <summary>The advice to run this coroutine; null if a loop may be running, so that it can be awaited.</summary>
    public static string? Advice(string coroutine, CodeSite code) => code.IsHosted
        ? $"no loop runs here, so write {RunIn(code, coroutine)}"
        : code.HasNoLoop ? $"no loop runs here yet, so write 'Asyncio.Run({coroutine})'" : null;

    // What AIO405 writes for an await.
    private static string RunIn(CodeSite code, string coroutine)
    {
        var hosts = LoopHostInScope.Of(code.Function, code.Operation.Syntax, code.Model, code.Symbols);
        return hosts.Count switch
        {
            0 => $"'await Asyncio.RunAsync({coroutine})'",
            1 => $"'await {hosts[0]}.RunAsync(() => {coroutine})'",
            _ => $"'await {hosts[0]}.RunAsync(() => {coroutine})', or use '{hosts[1]}', whichever has its objects",
        };
    }

    // A completed coroutine needs no loop.
    private static bool IsUnfinished(IOperation operand, KnownSymbols symbols) => operand switch
    {
        IConversionOperation conversion => IsUnfinished(conversion.Operand, symbols),
        IDefaultValueOperation or IObjectCreationOperation => false,
        IPropertyReferenceOperation property => !symbols.IsCoroutine(property.Property.ContainingType),
        _ => true,
    };
}
