using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>Decides whether a handler catches a cancellation, and whether it does more than log it.</summary>
internal static class SwallowingCatch
{
    private static readonly HashSet<OperationKind> Wrappers =
    [
        OperationKind.Conversion, OperationKind.Parenthesized, OperationKind.ArrayInitializer, OperationKind.ArrayCreation,
        OperationKind.CollectionExpression,
    ];

    /// <summary>
    /// True if a cancellation is caught by this clause. Only the first such clause gets it.
    /// </summary>
    public static bool TakesCancellation(ICatchClauseOperation clause, KnownSymbols symbols) =>
        clause.ExceptionType is null || clause.ExceptionType.SpecialType == SpecialType.System_Object ||
            KnownSymbols.Is(clause.ExceptionType, symbols.Exception) ||
        KnownSymbols.Is(clause.ExceptionType, symbols.SystemException) || symbols.IsCancellation(clause.ExceptionType);

    /// <summary>
    /// True if the clause has a filter that may exclude a cancellation, throws, ends the process, or passes the exception to other code,
    /// possibly wrapped.
    /// </summary>
    public static bool Passes(ICatchClauseOperation clause, KnownSymbols symbols)
    {
        if (clause.Filter is { } filter && (symbols.IsCancellation(clause.ExceptionType) || !IndifferentFilter.Is(filter, symbols)))
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
