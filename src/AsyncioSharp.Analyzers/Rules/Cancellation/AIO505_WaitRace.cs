using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>Asyncio.Wait([work, Asyncio.CreateTask(Asyncio.Sleep(1))], WaitMode.FirstCompleted)</c>, where the pending tasks are ignored.
/// </summary>
internal static class WaitRace
{
    public static bool Is(IInvocationOperation call, EnclosingFunction function, KnownSymbols symbols) =>
        call.Arguments.Any(static a => a.Value is IFieldReferenceOperation { Field.Name: "FirstCompleted" }) &&
        DelayRace.ElementsOf(call.Arguments[0].Value).ToList() is { Count: > 1 } runners && runners.Any(r => IsSleep(r, symbols)) &&
        !FunctionBody.Of(function.Operation)
            .Any(static o => DelayRace.Cancels(o) || o is IPropertyReferenceOperation { Property.Name: "Pending" });

    private static bool IsSleep(IOperation runner, KnownSymbols symbols)
    {
        var value = TaskAliases.Core(runner);
        value = value is ILocalReferenceOperation local && TaskAliases.OnlyValue(local) is { } only ? TaskAliases.Core(only) : value;
        return value is IInvocationOperation { Arguments: { Length: > 0 } arguments } task &&
            symbols.IsAsyncio(task.TargetMethod, "CreateTask") &&
            TaskAliases.Core(arguments[0].Value) is IInvocationOperation sleep && symbols.IsAsyncio(sleep.TargetMethod, "Sleep");
    }
}
