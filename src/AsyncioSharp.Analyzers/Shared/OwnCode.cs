using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>What a piece of code does itself: everything in it but lambdas and local functions, which run when they are called.</summary>
internal static class OwnCode
{
    public static IEnumerable<IOperation> Of(IOperation root) => root.ChildOperations
        .Where(static child => child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        .SelectMany(static child => Of(child).Prepend(child));

    /// <summary>Does it wait, and so let others run? Asynchronous loops and disposals do.</summary>
    public static bool IsAwait(IOperation operation) => operation is
        IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true };
}
