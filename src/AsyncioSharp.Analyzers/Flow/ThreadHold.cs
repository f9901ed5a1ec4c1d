using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// A thread-bound resource that a function holds at a point: a lock, a scope, or a thread-local variable. After an await, another thread
/// may run, which cannot release it. In a coroutine, the other tasks of the loop run in the meantime, and such a lock does not exclude
/// them.
/// </summary>
internal static class ThreadHold
{
    /// <summary>The resource held at the node, as worded in messages; null if there is none.</summary>
    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols) =>
        ThreadScope.Around(node, function, symbols) is { } scope ? $"the scope of '{scope}', which has to end on its thread"
        : LockAt(node, function, symbols) is { } taken ? $"code that holds the lock of '{AwaitSyntax.Display(taken.Call.Syntax)}'"
        : ThreadVariable(function) is { } variable ? $"code that uses '{variable}', of which each thread has its own"
        : null;

    private static LockCall? LockAt(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        // Prefilter: most functions take no lock.
        if (!FunctionBody.Of(function.Operation)
            .Any(o => (LockCall.Of(o, symbols) ?? LockCall.OfHelper(o, symbols)) is { IsRelease: false, IsThreadBound: true }) ||
                FlowGraphs.Of(function) is not { } graph)
        {
            return null;
        }

        var flow = LockFlow.Conceivable(graph, symbols);
        var steps = graph.Blocks.SelectMany(flow.Steps).Where(step => node.Span.Contains(step.Operation.Syntax.Span));
        var first = steps.OrderBy(step => step.Operation.Syntax.SpanStart).FirstOrDefault();
        return first.Held?.FirstOrDefault(held => held.IsThreadBound);
    }

    private static string? ThreadVariable(EnclosingFunction function) => FunctionBody.Of(function.Operation)
        .OfType<IFieldReferenceOperation>()
        .FirstOrDefault(field =>
            field.Field.IsStatic &&
                field.Field.GetAttributes().Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute"))?.Field.Name;
}
