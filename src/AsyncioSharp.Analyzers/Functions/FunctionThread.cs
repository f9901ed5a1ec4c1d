using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Decides where a function runs: by its return type, and for lambdas and local functions by how they are used.</summary>
internal static class FunctionThread
{
    // All rules ask about the same few functions, and each answer searches the whole member for uses.
    private static readonly OperationMemo<ThreadKind> Known = new();

    public static ThreadKind Of(EnclosingFunction? function, KnownSymbols symbols) => function is { IsNested: true }
        ? Known.Of(function.Operation, symbols, () => Of(function, symbols, []))
        : Of(function, symbols, []);

    /// <summary>True if a delegate that is passed or added here runs on another thread.</summary>
    public static bool IsOffLoop(IOperation use, KnownSymbols symbols) => use switch
    {
        IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.ContainingType: { } type } } =>
            symbols.RaisesOffLoop(type),
        IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } argument =>
            symbols.IsOffLoop(method.ContainingType) || symbols.IsAsyncio(method, "ToThread") ||
            parameter.GetAttributes().Any(ApiAttributes.IsRunsOffLoop) || symbols.Users.RunsOffLoop(method, argument.Syntax.SyntaxTree),
        _ => false,
    };

    // Local functions may call each other in a cycle: each is visited once.
    private static ThreadKind Of(EnclosingFunction? function, KnownSymbols symbols, HashSet<IOperation> asked)
    {
        if (function is null || function.IsTopLevel || !asked.Add(function.Operation) || FunctionUse.IsExpressionTree(function, symbols))
        {
            return ThreadKind.Unknown;
        }

        var uses = function.IsNested ? OfUses(function, symbols, asked) : ThreadKind.Unknown;
        if (uses == ThreadKind.OffLoop)
        {
            return ThreadKind.OffLoop;
        }

        if (symbols.IsCoroutine(function.Symbol.ReturnType))
        {
            return ThreadKind.Loop;
        }

        return function.Symbol.IsAsync && uses == ThreadKind.Unknown ? ThreadKind.Async : uses;
    }

    private static ThreadKind OfUses(EnclosingFunction function, KnownSymbols symbols, HashSet<IOperation> asked)
    {
        var uses = FunctionUse.Of(function).Select(use => OfUse(use, function, symbols, asked)).ToList();
        if (uses.Count == 0)
        {
            return ThreadKind.Unknown;
        }

        var most = uses.Max();

        // Inside a delegate that runs elsewhere, functions without another use run elsewhere too.
        return most == ThreadKind.Unknown && Of(function.Outer, symbols, asked) == ThreadKind.OffLoop ? ThreadKind.OffLoop : most;
    }

    private static ThreadKind OfUse(IOperation use, EnclosingFunction function, KnownSymbols symbols, HashSet<IOperation> asked) =>
        use switch
        {
            IInvocationOperation call => Of(EnclosingFunction.Of(call, function.ContainingMember), symbols, asked),
            IArgumentOperation argument => OfArgument(argument, function, symbols, asked),
            _ when IsOffLoop(use, symbols) => ThreadKind.OffLoop,
            _ => ThreadKind.Unknown,
        };

    private static ThreadKind OfArgument(IArgumentOperation argument, EnclosingFunction function, KnownSymbols symbols,
        HashSet<IOperation> asked)
    {
        if (argument.Parameter is not { ContainingSymbol: IMethodSymbol method })
        {
            return ThreadKind.Unknown;
        }

        if (IsOffLoop(argument, symbols))
        {
            return ThreadKind.OffLoop;
        }

        if (symbols.IsRuntime(method.ContainingType) || KnownSymbols.Is(method.ContainingType, symbols.TestLoop))
        {
            return ThreadKind.Loop;
        }

        return InlineExecution.RunsInline(argument, method, symbols)
            ? Of(EnclosingFunction.Of(argument, function.ContainingMember), symbols, asked)
            : ThreadKind.Unknown;
    }
}
