using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// <c>Read(async: false).GetAwaiter().GetResult()</c>: a call of an async function of the program that awaits nothing with these arguments.
/// Its task is already complete.
/// </summary>
internal static class SynchronousCall
{
    public static bool Is(IOperation? task, KnownSymbols symbols) =>
        task is not null && TaskAliases.Core(task) is IInvocationOperation call &&
        CompletesAtOnce(call, KnownArguments.None, symbols, depth: 0);

    private static bool CompletesAtOnce(IInvocationOperation call, KnownArguments caller, KnownSymbols symbols, int depth)
    {
        var arguments = KnownArguments.Of(call.Arguments, caller);
        if (arguments.IsEmpty || depth >= 8 || !call.TargetMethod.IsAsync || call.IsVirtual ||
            !CallGraph.IsOurs(call.TargetMethod, symbols))
        {
            return false;
        }

        return FunctionBodies.Of(call.TargetMethod.OriginalDefinition, symbols.Compilation).SelectMany(FunctionBody.Of)
            .Where(FunctionBody.IsAwait)
            .All(await => arguments.Exclude(await) ||
                (await is IAwaitOperation { Operation: { } awaited } && IsDone(awaited, arguments, symbols, depth)));
    }

    private static bool IsDone(IOperation awaited, KnownArguments arguments, KnownSymbols symbols, int depth) =>
        TaskAliases.Core(awaited) switch
        {
            IInvocationOperation call => CompletesAtOnce(call, arguments, symbols, depth + 1),
            IPropertyReferenceOperation { Property.Name: "CompletedTask" } => true,
            _ => false,
        };
}
