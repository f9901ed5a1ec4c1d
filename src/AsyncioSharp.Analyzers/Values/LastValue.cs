using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The value that a local variable certainly has where it is used, if a statement before the use assigns it.</summary>
internal static class LastValue
{
    /// <summary>Null if no such statement is on every way to the use, or if the variable may be written after it.</summary>
    public static IOperation? Of(ILocalReferenceOperation use)
    {
        var writes = use.Root().Descendants().Where(operation => IsWrite(operation, use.Local))
            .Select(static write => write.Syntax.SpanStart).ToList();
        for (var (node, parent) = ((IOperation)use, use.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            // Later rounds of a loop, and functions that run later, see what is written behind the use.
            if (parent is ILoopOperation loop && writes.Any(start => loop.Syntax.Span.Contains(start)))
            {
                return null;
            }

            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return null;
            }

            if (parent is IBlockOperation block && Assigned(block, node, use.Local) is var (statement, value))
            {
                return writes.Any(start => start >= statement.Syntax.Span.End && start < use.Syntax.SpanStart) || IsWrittenByFunctions(use)
                    ? null
                    : value;
            }
        }

        return null;
    }

    private static (IOperation Statement, IOperation Value)? Assigned(IBlockOperation block, IOperation before, ILocalSymbol local)
    {
        (IOperation, IOperation)? last = null;
        foreach (var statement in block.Operations.TakeWhile(o => o != before))
        {
            if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } &&
                assignment.Target is ILocalReferenceOperation target && KnownSymbols.IsSame(target.Local, local))
            {
                last = (statement, assignment.Value);
            }
        }

        return last;
    }

    private static bool IsWrittenByFunctions(ILocalReferenceOperation use) => use.Root().Descendants()
        .Where(static o => o is IAnonymousFunctionOperation or ILocalFunctionOperation)
        .Any(function => function.Descendants().Any(o => IsWrite(o, use.Local)));

    private static bool IsWrite(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && KnownSymbols.IsSame(reference.Local, local) &&
        VariableWrites.IsWritten(reference);
}
