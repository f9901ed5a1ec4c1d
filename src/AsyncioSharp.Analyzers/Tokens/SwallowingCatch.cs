using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>Does a handler take a cancellation, and does it do more with it than to write it down?</summary>
internal static class SwallowingCatch
{
    private static readonly HashSet<OperationKind> Wrappers =
    [
        OperationKind.Conversion, OperationKind.Parenthesized, OperationKind.ArrayInitializer, OperationKind.ArrayCreation,
        OperationKind.CollectionExpression,
    ];

    /// <summary>A cancellation ends up in the first clause that takes it; a filter knows what it does.</summary>
    public static bool TakesCancellation(ICatchClauseOperation clause, KnownSymbols symbols) =>
        clause.ExceptionType is null || clause.ExceptionType.SpecialType == SpecialType.System_Object ||
            KnownSymbols.Is(clause.ExceptionType, symbols.Exception) ||
        KnownSymbols.Is(clause.ExceptionType, symbols.SystemException) || symbols.IsCancellation(clause.ExceptionType);

    /// <summary>It has a filter, throws, ends the process, or gives the exception to somebody, maybe as another one.</summary>
    public static bool Passes(ICatchClauseOperation clause, KnownSymbols symbols)
    {
        if (clause.Filter is not null)
        {
            return true;
        }

        var variable = clause.Locals.FirstOrDefault();
        return clause.Handler.Descendants().Any(operation => operation switch
        {
            IThrowOperation => true,
            IObjectCreationOperation creation => IsException(creation.Type, symbols),
            IInvocationOperation { TargetMethod: { } method }
                when method.GetAttributes().Any(a => a.AttributeClass?.Name == "DoesNotReturnAttribute") => true,
            IInvocationOperation { TargetMethod.ContainingType.Name: "Environment" or "ExceptionDispatchInfo" } => true,
            ILocalReferenceOperation { Local: { } local } reference when SymbolEqualityComparer.Default.Equals(local, variable) =>
                !IsWrittenDown(reference),
            _ => false,
        });
    }

    private static bool IsException(ITypeSymbol? type, KnownSymbols symbols) =>
        type is not null && (KnownSymbols.Is(type, symbols.Exception) || IsException(type.BaseType, symbols));

    // e.Message, $"{e}", Log(e), logger.LogError(e, "text").
    private static bool IsWrittenDown(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is not null && Wrappers.Contains(parent.Kind))
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IMemberReferenceOperation or IInterpolationOperation => true,
            IInvocationOperation call => call.Instance is not null,
            IBinaryOperation => parent.Type?.SpecialType == SpecialType.System_String,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } => LogCall.Is(method),
            _ => false,
        };
    }
}
