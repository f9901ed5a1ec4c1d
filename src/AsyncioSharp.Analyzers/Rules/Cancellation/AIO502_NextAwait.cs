using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether the first thing that a function waits for after a handler gets the token that the handler may have caught. The
/// cancellation is not lost then: it is thrown there.
/// </summary>
internal static class NextAwait
{
    public static bool AsksTheToken(ITryOperation attempt, ICatchClauseOperation clause, KnownSymbols symbols)
    {
        if (TokenOf(attempt.Body, symbols) is not { } token ||
            clause.Handler.Descendants().Any(static o => o is IBranchOperation || FunctionBody.IsAwait(o)))
        {
            return false;
        }

        for (var (node, parent) = ((IOperation)attempt, attempt.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }

            if (parent is not (IBlockOperation or ISwitchCaseOperation))
            {
                continue;
            }

            var next = parent.ChildOperations.SkipWhile(o => o != node).Skip(1).FirstOrDefault(static o => IsDecisive(o));
            if (next is IBranchOperation { BranchKind: BranchKind.Break } exit)
            {
                parent = LeftBy(exit);
            }
            else if (next is not null)
            {
                return Asks(next, token);
            }
        }

        return false;
    }

    // The only token that the attempt is given.
    private static ISymbol? TokenOf(IOperation body, KnownSymbols symbols)
    {
        var tokens = FunctionBody.Of(body).Where(o => symbols.IsCancellationToken(o.Type)).Select(SymbolOf)
            .Distinct(SymbolEqualityComparer.Default).ToList();
        return tokens.Count == 1 ? tokens[0] : null;
    }

    private static ISymbol? SymbolOf(IOperation value) => value switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    // Everything but synchronous code that goes on to the next statement, or leaves the function.
    private static bool IsDecisive(IOperation statement) => statement is not ILocalFunctionOperation &&
        (statement is IReturnOperation { IsImplicit: false } || FunctionBody.WithSelf(statement).Any(IsTurn));

    private static bool IsTurn(IOperation operation) =>
        FunctionBody.IsAwait(operation) || operation is ILoopOperation or IBranchOperation;

    private static IOperation LeftBy(IBranchOperation exit)
    {
        IOperation left = exit;
        while (left.Parent is { } outer and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            left = outer;
            if (KnownSymbols.IsSame(ExitOf(left), exit.Target))
            {
                break;
            }
        }

        return left;
    }

    private static ILabelSymbol? ExitOf(IOperation statement) => statement switch
    {
        ILoopOperation loop => loop.ExitLabel,
        ISwitchOperation choice => choice.ExitLabel,
        _ => null,
    };

    private static bool Asks(IOperation statement, ISymbol token)
    {
        var first = FunctionBody.WithSelf(statement).FirstOrDefault(IsTurn);
        return first is IAwaitOperation && CertainPart.Is(first, statement) &&
            first.Descendants().Any(o => KnownSymbols.IsSame(SymbolOf(o), token));
    }
}
