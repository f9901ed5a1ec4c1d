using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The operations of a piece of code itself: all except lambdas and local functions, which run when they are called.</summary>
internal static class FunctionBody
{
    /// <summary>Operations in tree order. It uses a stack, because nested iterators cost each node its depth.</summary>
    public static IEnumerable<IOperation> Of(IOperation root)
    {
        var open = new Stack<IOperation>();
        Push(root, open);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (operation.Kind is not (OperationKind.AnonymousFunction or OperationKind.LocalFunction))
            {
                yield return operation;
                Push(operation, open);
            }
        }
    }

    /// <summary>The same including the root.</summary>
    public static IEnumerable<IOperation> WithSelf(IOperation root) => Of(root).Prepend(root);

    /// <summary>True if the operation waits and so lets other code run, as asynchronous loops and disposals do.</summary>
    public static bool IsAwait(IOperation operation) => operation.Kind switch
    {
        OperationKind.Await => true,
        OperationKind.Loop => operation is IForEachLoopOperation { IsAsynchronous: true },
        OperationKind.Using => ((IUsingOperation)operation).IsAsynchronous,
        OperationKind.UsingDeclaration => ((IUsingDeclarationOperation)operation).IsAsynchronous,
        _ => false,
    };

    private static void Push(IOperation parent, Stack<IOperation> open)
    {
        foreach (var child in parent.ChildOperations.Reverse())
        {
            open.Push(child);
        }
    }
}
