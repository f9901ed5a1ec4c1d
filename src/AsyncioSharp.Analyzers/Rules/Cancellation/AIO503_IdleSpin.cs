using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A loop that awaits only when it has found something, and repeats at once when it has not:
/// <c>while (true) { if (queue.TryDequeue(out var job)) await Run(job); }</c>
/// </summary>
internal static class IdleSpin
{
    private static readonly HashSet<string> Attempts =
        ["TryDequeue", "TryTake", "TryPop", "TryRead", "TryGet", "TryReceive", "TryPeek", "TryGetNext"];

    /// <summary>The call that finds nothing; null for a loop that yields on every path, or that ends by itself.</summary>
    public static IInvocationOperation? Of(ILoopOperation loop, KnownSymbols symbols)
    {
        if (ConditionOf(loop) is not (true, var condition) || LoopYield.BodyOf(loop.Syntax) is null)
        {
            return null;
        }

        var guards = Guards(loop.Body);
        if (guards.Count == 0 || !MayRepeat(loop, condition, guards))
        {
            return null;
        }

        return Skipped(loop, guards, symbols) ?? Continued(loop, symbols);
    }

    private static (bool IsLoop, IOperation? Condition) ConditionOf(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } test } => (true, test),
        IForLoopOperation { Condition: null } => (true, null),
        _ => (false, null),
    };

    // Nothing but another thread, or another task, changes what the loop waits for.
    private static bool MayRepeat(ILoopOperation loop, IOperation? condition, List<Guard> guards) =>
        condition is null or { ConstantValue: { HasValue: true, Value: true } } ||
        (BusyWait.OnlyReads(condition) &&
            FunctionBody.Of(loop.Body).All(o => guards.Any(g => g.Contains(o)) || !EndlessLoop.Changes(o, condition)));

    // Everything that ends or yields is behind a guard.
    private static IInvocationOperation? Skipped(ILoopOperation loop, List<Guard> guards, KnownSymbols symbols) =>
        FunctionBody.Of(loop.Body).All(o => guards.Any(g => g.Contains(o)) || !EndlessLoop.Ends(o, loop, symbols))
            ? guards[0].Attempt
            : null;

    // if (!queue.TryDequeue(out var job)) { continue; }
    private static IInvocationOperation? Continued(ILoopOperation loop, KnownSymbols symbols)
    {
        foreach (var statement in loop.Body is IBlockOperation block ? block.Operations : [])
        {
            if (statement is IConditionalOperation { WhenTrue: { } skip, Condition: IUnaryOperation test } &&
                AttemptIn(test.Operand) is { } attempt && FunctionBody.WithSelf(skip).Any(o => EndlessLoop.Continues(o, loop)) &&
                !FunctionBody.WithSelf(skip).Any(o => EndlessLoop.Ends(o, loop, symbols)))
            {
                return attempt;
            }

            if (FunctionBody.WithSelf(statement).Any(o => EndlessLoop.Ends(o, loop, symbols)))
            {
                return null;
            }
        }

        return null;
    }

    private static List<Guard> Guards(IOperation body) => [.. FunctionBody.WithSelf(body).Select(o => o switch
    {
        IConditionalOperation { Condition: IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } test } choice
            when AttemptIn(test.Operand) is { } attempt => new Guard(attempt, test, choice.WhenFalse),
        IConditionalOperation choice when AttemptIn(choice.Condition) is { } attempt =>
            new Guard(attempt, choice.Condition, choice.WhenTrue),
        IWhileLoopOperation { Condition: { } test, ConditionIsTop: true } inner when AttemptIn(test) is { } attempt =>
            new Guard(attempt, test, inner.Body),
        _ => null,
    }).OfType<Guard>()];

    // TryTake(out x, 100) waits, and TryGetValue(key, out x) asks for something else each time.
    private static IInvocationOperation? AttemptIn(IOperation condition) => condition switch
    {
        IParenthesizedOperation inner => AttemptIn(inner.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => AttemptIn(both.LeftOperand),
        IInvocationOperation call when Attempts.Contains(call.TargetMethod.Name) &&
            call.Arguments.All(static a => a.Parameter?.RefKind == RefKind.Out) => call,
        _ => null,
    };

    private sealed class Guard(IInvocationOperation attempt, IOperation condition, IOperation? body)
    {
        public IInvocationOperation Attempt => attempt;

        public bool Contains(IOperation operation)
        {
            for (var node = operation; node is not null; node = node.Parent)
            {
                if (node == body || node == condition)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
