using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Decides where a function runs: from what it returns, and for lambdas and local functions from who gets them.</summary>
internal static class Execution
{
    public static RunsOn Of(EnclosingFunction? function, KnownSymbols symbols) => Of(function, symbols, []);

    // Local functions may call each other in circles: each is asked once.
    private static RunsOn Of(EnclosingFunction? function, KnownSymbols symbols, HashSet<IOperation> asked)
    {
        if (function is null || function.IsTopLevel || !asked.Add(function.Operation) || FunctionUse.IsExpressionTree(function, symbols))
        {
            return RunsOn.Unknown;
        }

        var uses = function.IsNested ? OfUses(function, symbols, asked) : RunsOn.Unknown;
        if (uses == RunsOn.OffLoop)
        {
            return RunsOn.OffLoop;
        }

        if (symbols.IsCoroutine(function.Symbol.ReturnType))
        {
            return RunsOn.Loop;
        }

        return function.Symbol.IsAsync && uses == RunsOn.Unknown ? RunsOn.Async : uses;
    }

    private static RunsOn OfUses(EnclosingFunction function, KnownSymbols symbols, HashSet<IOperation> asked)
    {
        var uses = FunctionUse.Of(function).Select(use => OfUse(use, function, symbols, asked)).ToList();
        if (uses.Count == 0)
        {
            return RunsOn.Unknown;
        }

        var most = uses.Max();

        // Inside of a delegate that runs elsewhere, everything that nobody else takes runs elsewhere too.
        return most == RunsOn.Unknown && Of(function.Outer, symbols, asked) == RunsOn.OffLoop ? RunsOn.OffLoop : most;
    }

    private static RunsOn OfUse(IOperation use, EnclosingFunction function, KnownSymbols symbols, HashSet<IOperation> asked) => use switch
    {
        IInvocationOperation call => Of(EnclosingFunction.Of(call, function.Owner), symbols, asked),
        IArgumentOperation argument => OfArgument(argument, function, symbols, asked),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.ContainingType: { } type } } when symbols.IsOffLoop(type) => RunsOn.OffLoop,
        _ => RunsOn.Unknown,
    };

    private static RunsOn OfArgument(IArgumentOperation argument, EnclosingFunction function, KnownSymbols symbols, HashSet<IOperation> asked)
    {
        if (argument.Parameter is not { ContainingSymbol: IMethodSymbol method } parameter)
        {
            return RunsOn.Unknown;
        }

        if (symbols.IsOffLoop(method.ContainingType) || symbols.IsAsyncio(method, "ToThread") || parameter.GetAttributes().Any(ApiAttributes.IsRunsOffLoop) ||
            symbols.Users.RunsOffLoop(method, argument.Syntax.SyntaxTree))
        {
            return RunsOn.OffLoop;
        }

        if (symbols.IsRuntime(method.ContainingType))
        {
            return RunsOn.Loop;
        }

        return InlineExecution.RunsInline(argument, method, symbols)
            ? Of(EnclosingFunction.Of(argument, function.Owner), symbols, asked)
            : RunsOn.Unknown;
    }
}
