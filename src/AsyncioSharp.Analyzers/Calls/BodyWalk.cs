using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The operations that run when a function runs: its own, and those of lambdas that it runs immediately.</summary>
internal static class BodyWalk
{
    public static IEnumerable<IOperation> Of(IOperation body, ISymbol owner, KnownSymbols symbols)
    {
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (operation != body && (operation is ILocalFunctionOperation or INameOfOperation ||
                (operation is IAnonymousFunctionOperation lambda && !RunsHere(lambda, body, owner, symbols, depth: 0))))
            {
                continue;
            }

            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
            {
                open.Push(child);
            }
        }
    }

    private static bool RunsHere(IAnonymousFunctionOperation lambda, IOperation body, ISymbol owner, KnownSymbols symbols, int depth)
    {
        // Async lambdas are analyzed separately, and variables of broken code may refer to each other.
        if (lambda.Symbol.IsAsync || depth > 4 || EnclosingFunction.Of(lambda, owner) is not { } function ||
            FunctionUse.IsExpressionTree(function, symbols))
        {
            return false;
        }

        return FunctionUse.Of(function).Any(use => IsCall(use, symbols) && IsReached(use, body, owner, symbols, depth));
    }

    private static bool IsCall(IOperation use, KnownSymbols symbols) => use switch
    {
        IInvocationOperation => true,
        IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method } argument =>
            InlineExecution.RunsInline(argument, method, symbols),
        _ => false,
    };

    private static bool IsReached(IOperation use, IOperation body, ISymbol owner, KnownSymbols symbols, int depth)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == body)
            {
                return true;
            }

            if (parent is ILocalFunctionOperation ||
                (parent is IAnonymousFunctionOperation outer && !RunsHere(outer, body, owner, symbols, depth + 1)))
            {
                return false;
            }
        }

        return false;
    }
}
