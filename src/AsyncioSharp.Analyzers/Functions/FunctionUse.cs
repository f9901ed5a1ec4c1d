using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The places where a lambda or a local function is called or passed on.</summary>
internal static class FunctionUse
{
    /// <summary>
    /// An <see cref="IInvocationOperation"/> that calls it, an <see cref="IArgumentOperation"/> that passes it, or another operation.
    /// </summary>
    public static IEnumerable<IOperation> Of(EnclosingFunction function) => function.Operation switch
    {
        ILocalFunctionOperation local => OfLocalFunction(local),
        IAnonymousFunctionOperation { Parent: { } parent } => OfValue(parent),
        _ => [],
    };

    /// <summary>The same for a method group: <c>xs.Select(File.ReadAllText)</c>, also through a local variable.</summary>
    public static IEnumerable<IOperation> Of(IMethodReferenceOperation group) => group.Parent is { } parent ? OfValue(parent) : [];

    /// <summary>True if the lambda is compiled to an expression tree, so that it does not run here.</summary>
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

    /// <summary>The operation that receives the delegate.</summary>
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

    // For a delegate in a local variable, only the uses of the variable count.
    private static IEnumerable<IOperation> OfLocal(IVariableDeclaratorOperation declarator) =>
        declarator.Root().Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol))
            .Select(reference => reference.Parent is IInvocationOperation call && call.Instance == reference ? call : HolderOf(reference));

    private static bool IsSame(IMethodSymbol method, IMethodSymbol definition) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, definition.OriginalDefinition);
}
