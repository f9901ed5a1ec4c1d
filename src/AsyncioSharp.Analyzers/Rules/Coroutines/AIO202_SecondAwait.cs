using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Finds the place where a coroutine in a variable is certainly consumed a second time.</summary>
internal static class SecondAwait
{
    /// <summary>The second reference; null if no variable of a coroutine type is consumed twice on one path.</summary>
    public static IOperation? Of(ISymbol variable, FlowPaths paths, CoroutineVariables variables, KnownSymbols symbols)
    {
        var uses = new List<Point>();
        var writes = new List<Point>();
        foreach (var block in paths.Graph.Blocks)
        {
            var index = 0;
            foreach (var operation in FlowPaths.Operations(block))
            {
                foreach (var inner in operation.DescendantsAndSelf())
                {
                    if (IsWritten(inner, variable))
                    {
                        writes.Add(new Point(block.Ordinal, index, inner));
                    }
                    else if (variables.Of(inner) is { } named && SymbolEqualityComparer.Default.Equals(named, variable) &&
                        IsUsedUp(inner, symbols))
                    {
                        uses.Add(new Point(block.Ordinal, index, inner));
                    }
                }

                index++;
            }
        }

        foreach (var second in uses)
        {
            if (uses.Any(first =>
                IsTwice(first, second, paths) && !IsOneCall(first.Operation, second.Operation) &&
                    !writes.Any(write => IsBetween(first, write, second, paths))))
            {
                return second.Operation;
            }
        }

        return null;
    }

    /// <summary>True if the coroutine is awaited, or passed to a member of the runtime that runs it.</summary>
    public static bool IsUsedUp(IOperation reference, KnownSymbols symbols)
    {
        var parent = UserOf(reference);
        return parent is IAwaitOperation ||
            (parent is IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } &&
             symbols.IsRuntime(method.ContainingType) && TakesCoroutines(parameter.OriginalDefinition.Type, symbols));
    }

    // The operation that receives the coroutine directly or in a collection.
    private static IOperation? UserOf(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ICollectionExpressionOperation or IArrayInitializerOperation
            or IArrayCreationOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    // A call that receives a coroutine twice creates one task from it, as asyncio does.
    private static bool IsOneCall(IOperation first, IOperation second) =>
        first != second && UserOf(first) is IArgumentOperation one && UserOf(second) is IArgumentOperation other &&
        one.Parent?.Syntax == other.Parent?.Syntax;

    // A queue of coroutines takes a T and runs nothing.
    private static bool TakesCoroutines(ITypeSymbol type, KnownSymbols symbols) =>
        IsCoroutineOrAny(type, symbols) ||
        (type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && IsCoroutineOrAny(arguments[0], symbols));

    private static bool IsCoroutineOrAny(ITypeSymbol type, KnownSymbols symbols) =>
        symbols.IsCoroutine(type) || KnownSymbols.Is(type, symbols.Awaitable) || KnownSymbols.Is(type, symbols.AwaitableOfT);

    private static bool IsWritten(IOperation operation, ISymbol variable)
    {
        if (operation is IDeclarationPatternOperation pattern)
        {
            return SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, variable);
        }

        return KnownSymbols.IsSame(CoroutineVariables.Named(operation), variable) && operation.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == operation,
            IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Out },
            ITupleOperation or IDeclarationExpressionOperation => true,
            _ => false,
        };
    }

    // A place that is repeated in the next iteration of its loop, or that another certainly precedes.
    private static bool IsTwice(Point first, Point second, FlowPaths paths)
    {
        if (first.Operation == second.Operation)
        {
            return paths.IsRepeated(first.Block);
        }

        return first.Block == second.Block
            ? first.Index < second.Index ||
            (first.Index == second.Index && first.Operation.Syntax.SpanStart < second.Operation.Syntax.SpanStart)
            : paths.Dominates(first.Block, second.Block);
    }

    // True if the variable can be assigned after the first place, without passing that place again before the second.
    private static bool IsBetween(Point first, Point write, Point second, FlowPaths paths)
    {
        var isSame = first.Operation == second.Operation;
        if (!Precedes(first, write, paths))
        {
            return false;
        }

        if (first.Block == write.Block && write.Index < first.Index)
        {
            return isSame;
        }

        return (write.Block == second.Block && write.Index <= second.Index) ||
            ((isSame || first.Block != second.Block) && paths.Leads(write.Block, second.Block, isSame ? -1 : first.Block));
    }

    private static bool Precedes(Point first, Point second, FlowPaths paths) =>
        (first.Block == second.Block && first.Index <= second.Index) || paths.Leads(first.Block, second.Block);

    private readonly struct Point(int block, int index, IOperation operation)
    {
        public int Block { get; } = block;

        public int Index { get; } = index;

        public IOperation Operation { get; } = operation;
    }
}
