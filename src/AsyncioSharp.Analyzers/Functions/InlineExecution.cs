using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Library methods that call a delegate before they return, so that it blocks their caller.</summary>
internal static class InlineExecution
{
    public static bool RunsInline(IArgumentOperation argument, IMethodSymbol method, KnownSymbols symbols)
    {
        if (symbols.IsInline(method.ContainingType))
        {
            return true;
        }

        if (KnownSymbols.Is(method.ContainingType, symbols.Enumerable) && argument.Parent is IInvocationOperation query)
        {
            return !IsLazy(method) || IsConsumed(query, symbols);
        }

        return KnownSymbols.Is(method.ContainingType, symbols.Lazy) && argument.Parent is IObjectCreationOperation lazy && IsRead(lazy);
    }

    /// <summary>True if the function that names the method also runs it.</summary>
    public static bool RunsInline(IMethodReferenceOperation group, KnownSymbols symbols) => FunctionUse.Of(group).Any(use =>
        LambdaAround(use) == LambdaAround(group) && use switch
        {
            IInvocationOperation => true,
            IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method } argument => RunsInline(argument, method, symbols),
            _ => false,
        });

    private static IOperation? LambdaAround(IOperation? operation)
    {
        while (operation is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            operation = operation.Parent;
        }

        return operation;
    }

    private static bool IsLazy(IMethodSymbol method) =>
        method.ReturnType.OriginalDefinition is { SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T }
            or { Name: "IOrderedEnumerable" };

    /// <summary>True if a lazy sequence is enumerated immediately.</summary>
    public static bool IsConsumed(IOperation sequence, KnownSymbols symbols)
    {
        var parent = sequence.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IForEachLoopOperation or ISpreadOperation => true,
            IArgumentOperation { Parent: IInvocationOperation next }
                when KnownSymbols.Is(next.TargetMethod.ContainingType, symbols.Enumerable) =>
                !IsLazy(next.TargetMethod) || IsConsumed(next, symbols),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } => StartsAll(method, symbols),
            _ => false,
        };
    }

    /// <summary>True for the methods that wait for several tasks: they enumerate them before they return.</summary>
    public static bool StartsAll(IMethodSymbol method, KnownSymbols symbols) =>
        (method.Name is "WhenAll" or "WhenAny" && KnownSymbols.Is(method.ContainingType, symbols.Task)) ||
        symbols.IsAsyncio(method, "Gather");

    private static bool IsRead(IObjectCreationOperation lazy) => lazy.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Value" } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } declarator } =>
            IsRead(local, declarator),
        _ => false,
    };

    private static bool IsRead(ILocalSymbol lazy, IOperation scope)
    {
        while (scope.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            scope = parent;
        }

        return scope.Descendants().OfType<IPropertyReferenceOperation>().Any(property =>
            property is { Property.Name: "Value", Instance: ILocalReferenceOperation { Local: { } local } } &&
            SymbolEqualityComparer.Default.Equals(local, lazy));
    }
}
