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
        var isCaptured = scope.Any(part => IsCaptured(resource, part));
        return (!isCaptured && scope.Any(part => ClosesWith(part, resource))) || IsFinished(scope, resource, isCaptured);
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
        IsOwner(type) && creation.Arguments.Any(a => IsUse(a.Value.WithoutConversions(), resource)) &&
        !creation.Arguments.Any(static a => a.Value.ConstantValue is { HasValue: true, Value: true });

    // Streams, writers and archives dispose of what they are given. A Utf8JsonWriter does not.
    private static bool IsOwner(ITypeSymbol type) => type.IsInside("System") &&
        (InMemory.IsStream(type) || type.Name is "BinaryWriter" or "ZipArchive");

    // What closes it may be followed by anything, and what reads or flushes all of it by reads of properties.
    private static bool IsFinished(IReadOnlyList<IOperation> statements, ILocalSymbol resource, bool isCaptured)
    {
        var last = statements.FirstOrDefault(statement => Closes(statement, resource)) ??
            statements.LastOrDefault(statement => IsUsedIn(statement, resource));
        return last is not null && !statements.TakeWhile(s => s != last).Any(MayLeave) && Finishes(last, resource, isCaptured);
    }

    private static bool Closes(IOperation statement, ILocalSymbol resource) =>
        LastCall(statement, resource) is { Instance: { } owner } call &&
        LastCalls.Close(owner.WithoutConversions().Type, call.TargetMethod);

    private static bool IsUsedIn(IOperation part, ILocalSymbol resource) =>
        part.DescendantsAndSelf().Any(o => IsUse(o, resource) && !IsRead(o));

    private static bool IsRead(IOperation use) => use.Parent is IPropertyReferenceOperation { Parent: not IAssignmentOperation };

    // The last use of the resource in a statement, if it is a call on it that runs in any case.
    private static IInvocationOperation? LastCall(IOperation statement, ILocalSymbol resource)
    {
        var use = FunctionBody.WithSelf(statement).LastOrDefault(o => IsUse(o, resource));
        return use?.Parent is IInvocationOperation call && call.Instance?.WithoutConversions() == use && CertainPart.Is(call, statement)
            ? call
            : null;
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

    private static bool Finishes(IOperation statement, ILocalSymbol resource, bool isCaptured) => statement switch
    {
        IBlockOperation block => IsFinished(block.Operations, resource, isCaptured),
        IUsingOperation inner => !Mentions(inner.Resources, resource) && Finishes(inner.Body, resource, isCaptured),
        ITryOperation { Finally: { } cleanup } attempt => !MayLeave(attempt) && Finishes(cleanup, resource, isCaptured),
        IConditionalOperation { WhenFalse: { } other } choice =>
            Finishes(choice.WhenTrue, resource, isCaptured) && Finishes(other, resource, isCaptured),
        IWhileLoopOperation loop => IsReadByRounds(loop, resource),
        _ => LastCall(statement, resource) is { Instance: { } owner } call && IsLast(call, owner.WithoutConversions().Type, isCaptured),
    };

    // A function that captures the resource may write to it after the flush.
    private static bool IsLast(IInvocationOperation call, ITypeSymbol? resource, bool isCaptured)
    {
        var method = call.TargetMethod;
        if (LastCalls.Flush(resource, method))
        {
            return !isCaptured;
        }

        return LastCalls.Close(resource, method) || LastCalls.ReadAll(resource, method) ||
            (LastCalls.Advance(resource, method) && IsPassedOn(call));
    }

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
