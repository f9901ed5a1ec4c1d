using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// Decides whether a task is known to be done when its result is read, so that the read does not block. An await, a wait or a test of its
/// state before that point counts, unless the variable is written in between. In doubt, the answer is yes.
/// </summary>
internal static class TaskCompletionFacts
{
    private static readonly HashSet<string> Finished = ["FromResult", "FromException", "FromCanceled"];
    private static readonly HashSet<string> Combinators = ["WhenAll", "WhenAny", "WhenEach", "Gather", "GatherSettled", "Wait", "WaitFor",
        "Shield", "FromTask", "AsTask"];
    private static readonly HashSet<string> Waits = ["Wait", "WaitAll", "GetResult"];
    private static readonly HashSet<string> States = ["IsCompleted", "IsCompletedSuccessfully", "IsFaulted", "IsCanceled", "Status",
        "Exception"];
    private static readonly HashSet<string> Additions = ["Add", "AddRange", "Insert", "InsertRange", "Enqueue", "Push", "AddFirst",
        "AddLast"];

    public static bool IsKnown(IOperation task, IOperation use)
    {
        var core = TaskAliases.Core(task);
        if (IsFinished(core) || IsHandedOver(core))
        {
            return true;
        }

        var names = TaskAliases.Of(core);
        HashSet<string> waitedFor = [.. names, .. TaskCollections.Of(core)];
        var maker = MakerOf(core);
        var last = -1;
        var written = -1;
        foreach (var operation in names.Count == 0 ? [] : use.Root().Descendants())
        {
            if (operation.Syntax.Span.End > use.Syntax.SpanStart)
            {
                continue;
            }

            if ((Proves(operation, use, waitedFor) || Executes(operation, maker)) && IsSeenFrom(operation, use))
            {
                last = Math.Max(last, operation.Syntax.Span.End);
            }
            else if (Writes(operation, names))
            {
                written = Math.Max(written, operation.Syntax.Span.End);
            }
        }

        return last > written;
    }

    // Complete from the start, regardless of its origin.
    private static bool IsFinished(IOperation core) => core switch
    {
        IInvocationOperation { TargetMethod.IsStatic: true } call => Finished.Contains(call.TargetMethod.Name),
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "CompletedTask" } } or IDefaultValueOperation => true,
        IObjectCreationOperation { Type.Name: "ValueTask", Arguments: { Length: 1 } arguments } =>
            arguments[0].Value.Type?.Name is not ("Task" or "IValueTaskSource"),
        IAwaitOperation await => TaskAliases.Core(await.Operation) is IInvocationOperation { TargetMethod.Name: "WhenAny" },
        ILocalReferenceOperation local => IsFinished(local),
        _ => false,
    };

    // Connect(task, () => task.Result): the receiver of both calls the delegate when the task is done.
    private static bool IsHandedOver(IOperation core)
    {
        var text = TaskAliases.Text(core);
        for (IOperation? node = core; node is not null; node = node.Parent)
        {
            if (node is IAnonymousFunctionOperation &&
                FunctionUse.HolderOf(node) is IArgumentOperation { Parent: IInvocationOperation call } argument &&
                IsGiven(call, argument))
            {
                return true;
            }
        }

        return false;

        bool IsGiven(IInvocationOperation call, IArgumentOperation argument) =>
            (call.Instance is { } instance && TaskAliases.Text(instance) == text) ||
            call.Arguments.Any(a => a != argument && TaskAliases.Text(a.Value) == text);
    }

    private static bool IsFinished(ILocalReferenceOperation local)
    {
        if (TaskAliases.Collection(local) is { } collection)
        {
            return TaskAliases.Core(collection) is IInvocationOperation { TargetMethod.Name: "WhenEach" };
        }

        var values = Values(local).Select(TaskAliases.Core).ToList();
        return values.Count > 0 && values.All(v => v is not ILocalReferenceOperation && IsFinished(v));
    }

    private static IEnumerable<IOperation> Values(ILocalReferenceOperation local)
    {
        foreach (var operation in local.Root().Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator
                    when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local):
                    yield return value;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment
                    when SymbolEqualityComparer.Default.Equals(target.Local, local.Local):
                    yield return assignment.Value;
                    break;
            }
        }
    }

    private static bool Proves(IOperation operation, IOperation use, HashSet<string> names) => operation switch
    {
        IAwaitOperation await => Completes(await.Operation, names, depth: 0),
        IForEachLoopOperation { IsAsynchronous: true } loop => Completes(loop.Collection, names, depth: 0),
        IInvocationOperation call when Waits.Contains(call.TargetMethod.Name) =>
            call.DescendantsAndSelf().Any(o => o != call && names.Contains(TaskAliases.Text(o))),
        IPropertyReferenceOperation { Instance: { } instance } state when States.Contains(state.Property.Name) =>
            names.Contains(TaskAliases.Text(TaskAliases.Core(instance))) && !ExcludesCompletion(state, use),

        // Older frameworks have a method instead of the property.
        IInvocationOperation call when States.Contains(call.TargetMethod.Name) &&
            (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } asked =>
            names.Contains(TaskAliases.Text(TaskAliases.Core(asked))) && !ExcludesCompletion(call, use),
        // if (HasValue) { field.Result }, where HasValue reads the state of the field.
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property: { } property } flag
            when flag.Type?.SpecialType == SpecialType.System_Boolean =>
            Asks(property, names) && !ExcludesCompletion(flag, use),
        IIsPatternOperation pattern => names.Contains(TaskAliases.Text(TaskAliases.Core(pattern.Value))) &&
            pattern.Pattern.Syntax.DescendantTokens().Any(t => States.Contains(t.Text)),
        _ => false,
    };

    // var task = batch.GetAsync(key); batch.Execute(); task.Result: the object that returned the task may have completed it.
    private static IOperation? MakerOf(IOperation core) =>
        core is ILocalReferenceOperation local && TaskAliases.OnlyValue(local) is { } value &&
            TaskAliases.Core(value) is IInvocationOperation { Instance: { } maker } && VariableOf(maker) is not null ? maker : null;

    private static bool Executes(IOperation operation, IOperation? maker) =>
        maker is not null && operation is IInvocationOperation { Instance: { } instance } call &&
            call.Type?.Name is not ("Task" or "ValueTask") &&
        instance.Syntax.SpanStart > maker.Syntax.SpanStart &&
        SymbolEqualityComparer.Default.Equals(VariableOf(instance), VariableOf(maker));

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool Completes(IOperation awaited, HashSet<string> names, int depth)
    {
        var core = TaskAliases.Core(awaited);
        if (core is IInvocationOperation call)
        {
            // An awaited call that receives a task awaits that task, too: WhenAll(a, b), WhenAll(a, b).Safely(), Log(a).
            IEnumerable<IOperation> given = Combinators.Contains(call.TargetMethod.Name) ? [call] : call.Arguments;
            return given.SelectMany(o => o.Descendants()).Any(o => names.Contains(TaskAliases.Text(o)));
        }

        if (names.Contains(TaskAliases.Text(core)))
        {
            return true;
        }

        // foreach (var t in list) { await t; }, and var all = Task.WhenAll(list); await all;
        return core is ILocalReferenceOperation local && depth < 4 &&
            (TaskAliases.Collection(local) is { } collection ? names.Contains(TaskAliases.Text(TaskAliases.Core(collection)))
                : TaskAliases.OnlyValue(local) is { } value && Completes(value, names, depth + 1));
    }

    private static bool Asks(IPropertySymbol property, HashSet<string> names) => property.DeclaringSyntaxReferences.Any(declaration =>
    {
        var tokens = declaration.GetSyntax().DescendantTokens().Select(static t => t.Text).ToList();
        return tokens.Any(States.Contains) && names.Any(name => tokens.Contains(name.Split('.')[0]));
    });

    // if (!t.IsCompleted) t.Wait(): the test shows that it is not done.
    private static bool ExcludesCompletion(IOperation state, IOperation use)
    {
        var isNegated = false;
        for (var (node, parent) = (state, state.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not })
            {
                isNegated = !isNegated;
            }
            else if (parent is IConditionalOperation choice && choice.Condition == node &&
                state.Type?.SpecialType == SpecialType.System_Boolean)
            {
                var branch = isNegated ? choice.WhenTrue : choice.WhenFalse;
                return branch?.Syntax.Span.Contains(use.Syntax.Span) == true;
            }
        }

        return false;
    }

    // In the same function, or in one around it.
    private static bool IsSeenFrom(IOperation operation, IOperation use)
    {
        var function = operation.Parent;
        while (function is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            function = function.Parent;
        }

        return function is null || function.Syntax.Span.Contains(use.Syntax.Span);
    }

    private static bool Writes(IOperation operation, HashSet<string> names) => operation switch
    {
        IAssignmentOperation assignment => names.Contains(TaskAliases.Text(assignment.Target)),
        IInvocationOperation { Instance: { } instance } call =>
            Additions.Contains(call.TargetMethod.Name) && names.Contains(TaskAliases.Text(instance)),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => names.Contains(TaskAliases.Text(argument.Value)),
        _ => false,
    };
}
