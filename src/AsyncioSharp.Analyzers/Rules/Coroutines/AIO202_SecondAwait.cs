using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Finds the place where a coroutine in a variable is surely used up a second time.</summary>
internal static class SecondAwait
{
    /// <summary>The reference that comes second; null when no variable of coroutine type is used up twice on one path.</summary>
    public static IOperation? Of(ISymbol variable, FlowPaths paths, KnownSymbols symbols)
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
                    else if (VariableOf(inner) is { } named && SymbolEqualityComparer.Default.Equals(named, variable) &&
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

    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Awaited, or given to a member of the runtime that runs it.</summary>
    public static bool IsUsedUp(IOperation reference, KnownSymbols symbols)
    {
        var parent = UserOf(reference);
        return parent is IAwaitOperation ||
            (parent is IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } &&
             symbols.IsRuntime(method.ContainingType) && TakesCoroutines(parameter.OriginalDefinition.Type, symbols));
    }

    // What takes the coroutine as it is, or in a collection.
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

    // One call that is given a coroutine twice makes one task of it, as asyncio does.
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

        return VariableOf(operation) is { } named && SymbolEqualityComparer.Default.Equals(named, variable) && operation.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == operation,
            IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Out },
            ITupleOperation or IDeclarationExpressionOperation => true,
            _ => false,
        };
    }

    // A place that comes again in the next round of its loop, or one that another surely precedes.
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

    // Can the variable get a new value after the first place, without passing that again before the second?
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
