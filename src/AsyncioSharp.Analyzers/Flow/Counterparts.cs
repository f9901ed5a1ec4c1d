using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Two forms of the same operation: <c>Open()</c> and <c>await OpenAsync()</c>, <c>task.Result</c> and <c>await task</c>.
/// </summary>
internal static class Counterparts
{
    /// <summary>True if other code awaits the operation that a use blocks for.</summary>
    public static bool AreAwaitedIn(IOperation code, IOperation use) =>
        FunctionBody.WithSelf(code).Any(operation => operation switch
        {
            IAwaitOperation await => Does(await.Operation, use),
            IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true } =>
                use is IUsingOperation or IUsingDeclarationOperation,
            IForEachLoopOperation { IsAsynchronous: true } =>
                use is IForEachLoopOperation
                    or IInvocationOperation { Parent: IForEachLoopOperation or IConversionOperation { Parent: IForEachLoopOperation } },
            _ => false,
        });

    private static bool Does(IOperation awaited, IOperation use)
    {
        var name = NameOf(use);
        var core = TaskAliases.Core(awaited);
        return FunctionBody.WithSelf(core).OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name == name + "Async" || (name == "Sleep" && call.TargetMethod.Name is "Delay" or "Sleep")) ||
            use.DescendantsAndSelf().Any(part => part.Type is not null && TaskAliases.Text(part) == TaskAliases.Text(core));
    }

    private static string NameOf(IOperation use) => use switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IPropertyReferenceOperation property => property.Property.Name,
        _ => "",
    };
}
