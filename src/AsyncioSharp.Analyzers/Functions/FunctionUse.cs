using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The places where a lambda or a local function is called or handed over.</summary>
internal static class FunctionUse
{
    /// <summary>
    /// An <see cref="IInvocationOperation"/> that calls it, an <see cref="IArgumentOperation"/> that hands it over, or something else.
    /// </summary>
    public static IEnumerable<IOperation> Of(EnclosingFunction function) => function.Operation switch
    {
        ILocalFunctionOperation local => OfLocalFunction(local),
        IAnonymousFunctionOperation { Parent: { } parent } => OfValue(parent),
        _ => [],
    };

    /// <summary>Is the lambda compiled to a tree, so that nobody runs it here?</summary>
    public static bool IsExpressionTree(EnclosingFunction function, KnownSymbols symbols)
    {
        for (var parent = function.Operation.Parent;
            parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation; parent = parent.Parent)
        {
            if (KnownSymbols.Is(parent.Type, symbols.ExpressionOfT))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What gets the delegate.</summary>
    public static IOperation HolderOf(IOperation value)
    {
        var holder = value.Parent!;
        while (holder is IConversionOperation or IDelegateCreationOperation && holder.Parent is not null)
        {
            holder = holder.Parent;
        }

        return holder;
    }

    private static IEnumerable<IOperation> OfLocalFunction(ILocalFunctionOperation function) =>
        function.Root().Descendants().SelectMany(operation => operation switch
        {
            IInvocationOperation call when IsSame(call.TargetMethod, function.Symbol) => [call],
            IMethodReferenceOperation { Parent: { } parent } reference when IsSame(reference.Method, function.Symbol) => OfValue(parent),
            _ => Enumerable.Empty<IOperation>(),
        });

    private static IEnumerable<IOperation> OfValue(IOperation holder)
    {
        while (holder is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation
            or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation && holder.Parent is not null)
        {
            holder = holder.Parent!;
        }

        return holder switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfLocal(declarator),
            _ => [holder],
        };
    }

    // A delegate in a local variable: only what happens to the variable counts.
    private static IEnumerable<IOperation> OfLocal(IVariableDeclaratorOperation declarator) =>
        declarator.Root().Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol))
            .Select(reference => reference.Parent is IInvocationOperation call && call.Instance == reference ? call : HolderOf(reference));

    private static bool IsSame(IMethodSymbol method, IMethodSymbol definition) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, definition.OriginalDefinition);
}
