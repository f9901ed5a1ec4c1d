using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether a resource has nothing left to wait for where its <c>using</c> ends: the last use closed it, flushed it or read it to
/// its end, or a writer around it has closed it.
/// </summary>
internal static class NothingLeft
{
    /// <summary>Only ways without an exception count. False if some of them end without such a last use.</summary>
    public static bool In(IOperation statement, ILocalSymbol resource)
    {
        var scope = ScopeOf(statement);
        return !scope.Any(part => IsCaptured(resource, part)) &&
            (scope.Any(part => ClosesWith(part, resource)) || IsFinished(scope, resource));
    }

    private static List<IOperation> ScopeOf(IOperation statement) => statement switch
    {
        IUsingOperation { Body: IBlockOperation block } => [.. block.Operations],
        IUsingOperation { Body: { } body } => [body],
        _ => [.. statement.Parent?.ChildOperations.SkipWhile(o => o != statement).Skip(1) ?? []],
    };

    private static bool IsCaptured(ILocalSymbol resource, IOperation part) => part.DescendantsAndSelf()
        .Any(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation && Mentions(o, resource));

    private static bool Mentions(IOperation part, ILocalSymbol resource) => part.DescendantsAndSelf().Any(o => IsUse(o, resource));

    private static bool IsUse(IOperation operation, ILocalSymbol resource) =>
        operation is ILocalReferenceOperation use && KnownSymbols.IsSame(use.Local, resource);

    // The writer of a file disposes of the file, too.
    private static bool ClosesWith(IOperation part, ILocalSymbol resource) => part switch
    {
        IUsingDeclarationOperation declaration => declaration.DeclarationGroup.Declarations.SelectMany(static d => d.Declarators)
            .Any(d => Owns(d.Initializer?.Value, resource)),
        IUsingOperation { Resources: IVariableDeclarationGroupOperation group } => group.Declarations.SelectMany(static d => d.Declarators)
            .Any(d => Owns(d.Initializer?.Value, resource)),
        IUsingOperation statement => Owns(statement.Resources, resource) || ClosesWith(statement.Body, resource),
        IBlockOperation block => block.Operations.Any(o => ClosesWith(o, resource)),
        _ => false,
    };

    private static bool Owns(IOperation? value, ILocalSymbol resource) =>
        value?.WithoutConversions() is IObjectCreationOperation { Type: { } type } creation && AsyncDispose.CanBeAwaited(type) &&
        type.IsInside("System") && creation.Arguments.Any(a => IsUse(a.Value.WithoutConversions(), resource)) &&
        !creation.Arguments.Any(static a => a.Value.ConstantValue is { HasValue: true, Value: true });

    private static bool IsFinished(IReadOnlyList<IOperation> statements, ILocalSymbol resource)
    {
        var last = statements.LastOrDefault(statement => Mentions(statement, resource));
        return last is not null && !statements.TakeWhile(s => s != last).Any(MayLeave) && Finishes(last, resource);
    }

    private static bool MayLeave(IOperation statement) => FunctionBody.WithSelf(statement)
        .Any(part => part is IReturnOperation || (part is IBranchOperation branch && !StaysIn(branch, statement)));

    private static bool StaysIn(IBranchOperation branch, IOperation statement)
    {
        for (IOperation? around = branch; around is not null && around != statement.Parent; around = around.Parent)
        {
            if (around is ILoopOperation loop && (IsTarget(branch, loop.ExitLabel) || IsTarget(branch, loop.ContinueLabel)))
            {
                return true;
            }

            if (around is ISwitchOperation choice && IsTarget(branch, choice.ExitLabel))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTarget(IBranchOperation branch, ILabelSymbol label) => KnownSymbols.IsSame(branch.Target, label);

    private static bool Finishes(IOperation statement, ILocalSymbol resource) => statement switch
    {
        IBlockOperation block => IsFinished(block.Operations, resource),
        IUsingOperation inner => !Mentions(inner.Resources, resource) && Finishes(inner.Body, resource),
        ITryOperation { Finally: { } cleanup } attempt => !MayLeave(attempt) && Finishes(cleanup, resource),
        IConditionalOperation { WhenFalse: { } other } choice => Finishes(choice.WhenTrue, resource) && Finishes(other, resource),
        IWhileLoopOperation loop => IsReadByRounds(loop, resource),
        _ => FunctionBody.WithSelf(statement).LastOrDefault(o => IsUse(o, resource)) is { Parent: IInvocationOperation call } use &&
            call.Instance?.WithoutConversions() == use && CertainPart.Is(call, statement) && IsLast(call, use.Type),
    };

    private static bool IsLast(IInvocationOperation call, ITypeSymbol? resource) => LastCalls.Finish(resource, call.TargetMethod) ||
        (LastCalls.Advance(resource, call.TargetMethod) && IsPassedOn(call));

    // Assert.False(await reader.ReadAsync()): what is done last with a reader, and passed to a check, says that nothing follows.
    private static bool IsPassedOn(IOperation answer)
    {
        var user = answer.Parent;
        while (user is IInvocationOperation or IAwaitOperation or IConversionOperation)
        {
            user = user.Parent;
        }

        return user is IArgumentOperation { Parent: IInvocationOperation { Parent: IExpressionStatementOperation } };
    }

    // do { .. } while (await reader.NextResultAsync()) ends behind the last result, and the same with ReadAsync behind the last row.
    private static bool IsReadByRounds(IWhileLoopOperation loop, ILocalSymbol resource) =>
        !loop.ConditionIsUntil && Advances(loop.Condition, resource) && !MayLeave(loop.Body) && !Breaks(loop);

    private static bool Advances(IOperation? condition, ILocalSymbol resource)
    {
        var task = condition is IAwaitOperation await ? await.Operation : condition;
        return task is not null && TaskAliases.Core(task) is IInvocationOperation { Instance: { } owner } call &&
            IsUse(owner.WithoutConversions(), resource) && LastCalls.Advance(owner.Type, call.TargetMethod);
    }

    private static bool Breaks(ILoopOperation loop) =>
        FunctionBody.Of(loop.Body).Any(part => part is IBranchOperation branch && IsTarget(branch, loop.ExitLabel));
}
