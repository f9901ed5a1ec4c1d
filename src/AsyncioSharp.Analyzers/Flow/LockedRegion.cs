using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>Answers whether a function holds a lock at one of its awaits, so that other code waits outside.</summary>
internal static class LockedRegion
{
    private static readonly string[] Names = ["Lock", "Acquire", "Enter", "Wait"];

    public static bool Contains(IAwaitOperation await, EnclosingFunction function, OperationAnalysisContext context,
        KnownSymbols symbols) =>
        IsInUsing(await, symbols) || IsHeld(await, function, context, symbols);

    /// <summary>The graph of a function; null in broken code.</summary>
    public static ControlFlowGraph? GraphOf(EnclosingFunction function, OperationAnalysisContext context) =>
        FlowPaths.WithNested(context.GetControlFlowGraph(), context.CancellationToken)
            .FirstOrDefault(graph => graph.OriginalOperation.Syntax == function.Syntax);

    private static bool IsHeld(IAwaitOperation await, EnclosingFunction function, OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (!function.Operation.Descendants().Any(o => LockCall.Of(o, symbols) is { IsRelease: false }) ||
            GraphOf(function, context) is not { } graph)
        {
            return false;
        }

        var flow = LockFlow.Sure(graph, symbols);
        return graph.Blocks.SelectMany(flow.Steps)
            .Any(step => step.Operation is IAwaitOperation && step.Operation.Syntax == await.Syntax && !step.Held.IsEmpty);
    }

    /// <summary>True if the node is in a <c>using</c> that takes a lock.</summary>
    public static bool IsInUsing(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        var innermost = FunctionBody.Of(function.Operation).LastOrDefault(o => o.Syntax.Span.Contains(node.Span));
        return innermost is not null && IsInUsing(innermost, symbols);
    }

    // using (await gate.AcquireAsync()) { }, and the same with locks of other libraries.
    private static bool IsInUsing(IOperation operation, KnownSymbols symbols)
    {
        for (var (node, parent) = (operation, operation.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            var isLocked = parent switch
            {
                IUsingOperation scope => node == scope.Body && TakesLock(scope.Resources, symbols),
                IBlockOperation block =>
                    block.Operations.TakeWhile(o => o != node)
                        .Any(o => o is IUsingDeclarationOperation declaration && TakesLock(declaration.DeclarationGroup, symbols)),
                _ => false,
            };
            if (isLocked)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesLock(IOperation resources, KnownSymbols symbols) => resources.DescendantsAndSelf().Any(o =>
        o is IAwaitOperation { Operation: { } awaited } && LockCall.CallIn(awaited) is { TargetMethod: { } method } &&
        (symbols.IsRuntime(method.ContainingType) || Names.Any(method.Name.Contains)));
}
