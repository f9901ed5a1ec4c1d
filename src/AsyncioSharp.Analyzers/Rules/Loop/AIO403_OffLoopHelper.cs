using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Code of the program that another thread runs and that uses the loop: a method that is passed to a thread, or that a lambda there calls.
/// </summary>
internal sealed class OffLoopHelper(KnownSymbols symbols)
{
    private readonly CallGraph _graph = CallGraph.Of(symbols);
    private CallSearch? _search;

    /// <summary>The path from the passed or called function to the use of the loop; null if there is none.</summary>
    public CallPath? Of(IOperation operation, ISymbol owner) => operation switch
    {
        IMethodReferenceOperation reference when IsOffLoop(reference) => From(reference.Method),
        IInvocationOperation { TargetMethod: { } method } call
            when IsMethod(method) && CallGraph.IsOurs(method, symbols) && RunsOffLoop(call, owner) =>
            _graph.EdgesOf(call).Select(Search.From).FirstOrDefault(static path => path is { Depends: null }),
        _ => null,
    };

    private CallSearch Search => _search ??= _graph.Search(UsesOf, FunctionContent.LoopUse, needsAll: true);

    // A function that asks for the loop, or runs one, knows where it is.
    private ImmutableArray<CallSink> UsesOf(FunctionCalls calls) => calls.LoopUses.Any(IsAware)
        ? []
        : [.. calls.LoopUses.Where(IsBound)];

    private bool IsBound(CallSink use) =>
        use.Operation is IInvocationOperation call && LoopBound.Is(call, symbols) && !IsLocal(call.Instance);

    private static bool IsAware(CallSink use) =>
        use.Operation is IInvocationOperation { TargetMethod.Name: "TryGetRunningLoop" or "RunForever" or "RunUntilComplete" };

    private static bool IsLocal(IOperation? instance) =>
        instance is ILocalReferenceOperation local && TaskAliases.OnlyValue(local) is IObjectCreationOperation;

    // The use in a local function is reported itself.
    private static bool IsMethod(IMethodSymbol function) => function.MethodKind != MethodKind.LocalFunction;

    private CallPath? From(IMethodSymbol function) =>
        IsMethod(function) && _graph.IsEntered(function.OriginalDefinition) && !function.IsVirtual && !function.IsAbstract
            ? Search.From(function.OriginalDefinition)
            : null;

    private bool IsOffLoop(IMethodReferenceOperation reference)
    {
        var holder = FunctionUse.HolderOf(reference);
        while (holder is IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
        {
            holder = FunctionUse.HolderOf(holder);
        }

        return FunctionThread.IsOffLoop(holder, symbols);
    }

    private bool RunsOffLoop(IOperation call, ISymbol owner) =>
        EnclosingFunction.Of(call, owner) is { IsNested: true } function && FunctionThread.Of(function, symbols) == ThreadKind.OffLoop &&
        !function.IsInExpressionTree(symbols) && !LoopBound.RunsALoop(function, symbols);
}
