using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// An <c>async Task</c> function that starts a loop. It runs on the loop of the coroutine that awaits it, unless it leaves that with
/// <c>ConfigureAwait(false)</c>.
/// </summary>
internal static class AsyncRunHelper
{
    /// <summary>Null if the operation awaits no such function.</summary>
    public static CallPath? Of(IOperation operation, CallGraph graph, KnownSymbols symbols)
    {
        if (operation is not IInvocationOperation { IsVirtual: false, TargetMethod: { IsAsync: true } method } call ||
            symbols.IsCoroutine(method.ReturnType) || !LoopRun.AppearsIn(symbols.Compilation) || !AwaitedTask.Is(call, symbols))
        {
            return null;
        }

        var function = method.OriginalDefinition;
        if (!CallGraph.IsOurs(function, symbols) || LeavesTheLoop(function, symbols))
        {
            return null;
        }

        var calls = graph.Of(function);
        return calls.Runs.Select(run => new CallPath([function], run, depends: null)).FirstOrDefault() ??
            calls.Edges.Select(edge => graph.Runs.From(edge)?.After([function])).FirstOrDefault(path => path is not null);
    }

    private static bool LeavesTheLoop(IMethodSymbol function, KnownSymbols symbols) =>
        FunctionBodies.Of(function, symbols.Compilation).SelectMany(FunctionBody.Of)
            .Any(static o => o is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" });
}
