using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>Code that runs because the work has ended or was canceled: the token that reports this must not stop it.</summary>
internal static class Cleanup
{
    private static readonly string[] Endings = ["Abort", "Close", "Disconnect", "Dispose", "Rollback", "Shutdown", "Stop"];

    public static bool Contains(IOperation operation, EnclosingFunction function, KnownSymbols symbols)
    {
        if (function.ContainingMember.Name is "DisposeAsync" or "DisposeAsyncCore" or "Dispose")
        {
            return true;
        }

        for (var (node, parent) = (operation, operation.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            var isCleanup = parent switch
            {
                ITryOperation attempt => node == attempt.Finally,
                ICatchClauseOperation clause => node != clause.Filter && IsAfterTheEnd(clause, symbols),
                IConditionalOperation { Condition: var condition } choice => node == choice.WhenTrue && IsCancelled(condition),
                IBlockOperation block => block.Operations.TakeWhile(o => o != node).Any(o => EndsWithCancellation(o, symbols)),
                _ => false,
            };
            if (isCleanup)
            {
                return true;
            }
        }

        return StoredFailure.IsPending(operation, function, symbols);
    }

    /// <summary>
    /// True for members that close something or take it back, because a token that stops them leaves it open. <c>StopAsync</c> is one,
    /// <c>Stopwatch</c> is not.
    /// </summary>
    public static bool Closes(ISymbol member) =>
        Endings.Any(name => member.Name.StartsWith(name, StringComparison.Ordinal) &&
            (member.Name.Length == name.Length || char.IsUpper(member.Name[name.Length])));

    /// <summary>A handler for all exceptions, including one that rethrows a cancellation: what it saves must not be lost.</summary>
    public static bool IsAfterTheEnd(ICatchClauseOperation clause, KnownSymbols symbols) =>
        SwallowingCatch.TakesCancellation(clause, symbols) &&
        (clause.Filter is not { } filter || symbols.IsCancellation(clause.ExceptionType) ||
            filter.DescendantsAndSelf().Any(o => symbols.IsCancellation(TypeOf(o))));

    private static ITypeSymbol? TypeOf(IOperation test) => test switch
    {
        ITypePatternOperation pattern => pattern.MatchedType,
        IDeclarationPatternOperation pattern => pattern.MatchedType,
        IIsTypeOperation type => type.TypeOperand,
        _ => null,
    };

    // while (!token.IsCancellationRequested) { ... } and try { ... } catch (OperationCanceledException) { }
    private static bool EndsWithCancellation(IOperation statement, KnownSymbols symbols) => statement switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.DescendantsAndSelf().Any(IsRequested),
        ITryOperation attempt =>
            attempt.Catches.Any(c =>
                symbols.IsCancellation(c.ExceptionType) &&
                    !c.Handler.Descendants().Any(static o => o is IThrowOperation or IReturnOperation)),
        _ => false,
    };

    private static bool IsCancelled(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => false,
        _ => condition.DescendantsAndSelf().Any(IsRequested),
    };

    private static bool IsRequested(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingNamespace.Name: "Threading" } };
}
