using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// <c>Wait</c> and <c>Result</c> throw an <c>AggregateException</c>; an await throws the exception in it. A handler written for the former
/// would no longer run, and a handler for one kind of exception, which never matched before, would start to run.
/// </summary>
internal static class WrappedFailure
{
    private static readonly HashSet<string> Members = ["InnerException", "InnerExceptions", "Flatten", "Handle"];

    public static string? Obstacle(IOperation wait, KnownSymbols symbols)
    {
        if (wait is IInvocationOperation { TargetMethod.Name: "GetResult" })
        {
            return null;
        }

        for (var (node, parent) = (wait, wait.Parent); parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            (node, parent) = (parent, parent.Parent))
        {
            if (parent is ITryOperation attempt && node == attempt.Body &&
                attempt.Catches.Any(clause => IsAboutTheWrapper(clause, symbols)))
            {
                return "a 'catch' around it tells an AggregateException from what is in it, which is what an await throws";
            }
        }

        return null;
    }

    private static bool IsAboutTheWrapper(ICatchClauseOperation clause, KnownSymbols symbols)
    {
        var takesAll = clause.ExceptionType is null or { SpecialType: SpecialType.System_Object } ||
            KnownSymbols.Is(clause.ExceptionType, symbols.Exception);
        return !takesAll ||
            new[] { clause.Filter, clause.Handler }.OfType<IOperation>().SelectMany(static part => part.DescendantsAndSelf())
                .Any(IsAboutTheWrapper);
    }

    private static bool IsAboutTheWrapper(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Member: { } member } => Members.Contains(member.Name) && IsException(member.ContainingType),
        IInvocationOperation { TargetMethod: { } method } => Members.Contains(method.Name) && IsException(method.ContainingType),
        IIsTypeOperation test => IsException(test.TypeOperand),
        ITypePatternOperation pattern => IsException(pattern.MatchedType),
        IDeclarationPatternOperation pattern => IsException(pattern.MatchedType),
        IRecursivePatternOperation pattern => IsException(pattern.MatchedType),
        ITypeOfOperation type => IsException(type.TypeOperand),
        IConversionOperation { IsImplicit: false } conversion => IsException(conversion.Type),
        _ => false,
    };

    private static bool IsException(ITypeSymbol? type) => type?.Name.EndsWith("Exception", StringComparison.Ordinal) == true;
}
