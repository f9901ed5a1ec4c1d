using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The methods that run a loop until a coroutine is done: <c>Asyncio.Run</c> and <c>TestLoop.Run</c>.</summary>
internal static class LoopRun
{
    public static bool Is(IMethodSymbol method, KnownSymbols symbols) =>
        method.Name == "Run" &&
            (KnownSymbols.Is(method.ContainingType, symbols.Asyncio) || KnownSymbols.Is(method.ContainingType, symbols.TestLoop));
}
