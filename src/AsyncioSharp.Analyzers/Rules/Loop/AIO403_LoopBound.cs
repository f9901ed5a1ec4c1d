using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The members that only the loop's thread may use: all members that the runtime does not document as thread-safe.</summary>
internal static class LoopBound
{
    private static readonly HashSet<string> Types =
        ["AsyncQueue", "AsyncLifoQueue", "AsyncPriorityQueue", "QueueBase", "AsyncEvent", "AsyncLock", "AsyncCondition", "AsyncSemaphore",
            "AsyncBarrier",
         "Future", "LoopTask", "TaskGroup", "TimeoutScope", "EventLoop", "Asyncio"];

    // A thread may run its own loop, and set it up first.
    private static readonly HashSet<string> Runs = ["Run", "RunForever", "RunUntilComplete"];

    private static readonly HashSet<string> Safe = ["CallSoonThreadSafe", "SubmitThreadSafe", "Close", "Dispose", "DumpTasks",
        "TryGetRunningLoop", "ToString", "Equals", "GetHashCode", "GetType"];

    /// <summary>A call that has an immediate effect; a call that creates a coroutine does nothing until it is awaited.</summary>
    public static bool Is(IInvocationOperation call, KnownSymbols symbols) =>
        symbols.IsRuntime(call.TargetMethod) && call.TargetMethod.DeclaredAccessibility == Accessibility.Public &&
        IsType(call.TargetMethod.ContainingType) && IsBound(call.TargetMethod.Name) && !IsAwaitableOrAwaited(call, symbols);

    /// <summary>True for an object that the function itself created.</summary>
    public static bool IsMadeHere(IOperation? instance, EnclosingFunction function) =>
        instance is ILocalReferenceOperation local && TaskAliases.OnlyValue(local) is IObjectCreationOperation creation &&
            function.Syntax.Span.Contains(creation.Syntax.Span);

    /// <summary>True if the function, or one around it on the same thread, runs a loop.</summary>
    public static bool RunsALoop(EnclosingFunction function, KnownSymbols symbols)
    {
        for (var current = function; current is not null; current = current.Outer)
        {
            if (FunctionThread.Of(current, symbols) != ThreadKind.OffLoop)
            {
                return false;
            }

            if (FunctionBody.Of(current.Operation)
                .Any(o =>
                    o is IInvocationOperation call && Runs.Contains(call.TargetMethod.Name) &&
                        symbols.IsRuntime(call.TargetMethod.ContainingType) &&
                call.TargetMethod.ContainingType.Name is "Asyncio" or "EventLoop"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if a coroutine also uses the field, and the update is not under a lock.</summary>
    public static bool IsSharedWithTheLoop(IFieldSymbol field, IOperation update, EnclosingFunction function, KnownSymbols symbols)
    {
        for (var parent = update.Parent; parent is not null && parent != function.Operation; parent = parent.Parent)
        {
            if (parent is ILockOperation)
            {
                return false;
            }
        }

        return function.ContainingMember is IMethodSymbol { ContainingType: { } type, DeclaringSyntaxReferences.Length: > 0 } &&
            KnownSymbols.IsSame(field.ContainingType, type) && IsNamedInCoroutine(field, type, function, symbols);
    }

    private static bool IsNamedInCoroutine(IFieldSymbol field, INamedTypeSymbol type, EnclosingFunction function, KnownSymbols symbols) =>
        type.GetMembers().OfType<IMethodSymbol>()
            .Where(m => symbols.IsCoroutine(m.ReturnType))
            .SelectMany(static m => m.DeclaringSyntaxReferences)
            .Select(static r => r.GetSyntax())
            .SelectMany(static m => m.DescendantTokens())
            .Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == field.Name && !function.Syntax.Span.Contains(t.Span));

    private static bool IsBound(string method) => !Runs.Contains(method) && !Safe.Contains(method);

    private static bool IsAwaitableOrAwaited(IInvocationOperation call, KnownSymbols symbols) =>
        IsAwaitable(call.Type, symbols) || DirectAwait.Of(call);

    private static bool IsAwaitable(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsCoroutine(type) || type?.Name is "YieldAwaitable";

    private static bool IsType(INamedTypeSymbol type) => Types.Contains(type.Name);
}
