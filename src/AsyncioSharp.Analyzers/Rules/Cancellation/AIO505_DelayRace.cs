using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>await Task.WhenAny(work, Task.Delay(time))</c>, where the work was started here and is not used elsewhere. Cancelable delays,
/// infinite delays and functions that cancel something are excluded.
/// </summary>
internal sealed class DelayRace
{
    // Methods that combine existing tasks, or start nothing.
    private static readonly HashSet<string> Others =
        ["WhenAll", "WhenAny", "WhenEach", "FromResult", "FromException", "FromCanceled", "Delay", "ContinueWith", "Yield", "Unwrap"];

    private DelayRace(IInvocationOperation call, IAwaitOperation wait, IOperation work, IOperation delay, SyntaxNode runner, bool isPair)
    {
        Call = call;
        Wait = wait;
        Work = work;
        Runner = runner;
        Delay = delay;
        IsPair = isPair;
    }

    public IInvocationOperation Call { get; }

    public IAwaitOperation Wait { get; }

    /// <summary>A call, or a local variable that holds its task.</summary>
    public IOperation Work { get; }

    /// <summary>The work as written in the source.</summary>
    public SyntaxNode Runner { get; }

    public IOperation Delay { get; }

    /// <summary>True if there are exactly these two tasks.</summary>
    public bool IsPair { get; }

    public static DelayRace? Of(IInvocationOperation call, EnclosingFunction function, KnownSymbols symbols)
    {
        if (WaitOf(call) is not { } wait)
        {
            return null;
        }

        var runners = call.Arguments.SelectMany(static argument => ElementsOf(argument.Value)).ToList();
        var delay = runners.Select(TaskAliases.Core).FirstOrDefault(r => IsDelay(r, symbols));
        var work = runners.FirstOrDefault(r => TaskAliases.Core(r) is { } core && core != delay && IsStartedHere(core, function));
        return delay is not null && work is not null && !FunctionBody.Of(function.Operation).Any(Cancels)
            ? new DelayRace(call, wait, TaskAliases.Core(work), delay, work.Syntax, runners.Count == 2)
            : null;
    }

    /// <summary>True if nothing waits for the work after the timeout.</summary>
    public bool IsLost(EnclosingFunction function)
    {
        if (Work is not ILocalReferenceOperation { Local: { } work })
        {
            return true;
        }

        var uses = function.Operation.Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => KnownSymbols.IsSame(r.Local, work) && r.Syntax.SpanStart > Call.Syntax.Span.End).ToList();
        var (choice, tested) = Choice(function);
        uses.RemoveAll(u => tested is not null && tested.Syntax.Span.Contains(u.Syntax.Span));
        if (choice is null)
        {
            return uses.Count == 0;
        }

        // The code after a branch that leaves is the other branch.
        var isOver = IsOver(tested!, work);
        var over = isOver ? choice.WhenTrue : choice.WhenFalse;
        var won = isOver ? choice.WhenFalse : choice.WhenTrue;
        return over is not null && Leaves(over) ? !uses.Any(u => over.Syntax.Span.Contains(u.Syntax.Span))
            : won is not null && uses.All(u => won.Syntax.Span.Contains(u.Syntax.Span));
    }

    /// <summary>The if that tests which task has completed, and its comparison.</summary>
    public (IConditionalOperation? Choice, IBinaryOperation? Comparison) Choice(EnclosingFunction function)
    {
        if (Unwrapped(Wait.Parent) is IBinaryOperation comparison)
        {
            return (comparison.Parent as IConditionalOperation, comparison);
        }

        if (Wait.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } winner } })
        {
            return (null, null);
        }

        var uses = function.Operation.Descendants().OfType<ILocalReferenceOperation>().Where(r => KnownSymbols.IsSame(r.Local, winner))
            .ToList();
        return uses.Count == 1 && Unwrapped(uses[0].Parent) is IBinaryOperation { Parent: IConditionalOperation choice } asked
            ? (choice, asked)
            : (null, null);
    }

    /// <summary>True if the comparison is true after the timeout.</summary>
    public static bool IsOver(IBinaryOperation comparison, ILocalSymbol work) =>
        Names(comparison, work) == (comparison.OperatorKind == BinaryOperatorKind.NotEquals);

    /// <summary>True if the comparison names the work, not the delay.</summary>
    public static bool Names(IBinaryOperation comparison, ILocalSymbol work) =>
        comparison.DescendantsAndSelf()
            .Any(o =>
                o is ILocalReferenceOperation { Local: { } local } reference && KnownSymbols.IsSame(local, work) &&
                    !IsRunner(reference, comparison));

    public static IEnumerable<IOperation> ElementsOf(IOperation value) => value switch
    {
        IConversionOperation conversion => ElementsOf(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [value],
    };

    /// <summary>True if the function itself cancels something.</summary>
    public static bool Cancels(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "CancelAfter" } => true,
        IVariableDeclaratorOperation { Symbol.Type.Name: "CancellationTokenSource" } => true,
        _ => false,
    };

    private static bool IsRunner(IOperation reference, IOperation comparison)
    {
        for (var parent = reference.Parent; parent is not null && parent != comparison; parent = parent.Parent)
        {
            if (parent is IArgumentOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation? Unwrapped(IOperation? parent)
    {
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private static IAwaitOperation? WaitOf(IInvocationOperation call) => call.Parent switch
    {
        IAwaitOperation wait => wait,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation wait } => wait,
        _ => null,
    };

    private static bool IsDelay(IOperation runner, KnownSymbols symbols)
    {
        var value = runner is ILocalReferenceOperation local && TaskAliases.OnlyValue(local) is { } only ? TaskAliases.Core(only) : runner;
        return value is IInvocationOperation { TargetMethod.Name: "Delay" } delay &&
            KnownSymbols.Is(delay.TargetMethod.ContainingType, symbols.Task) &&
            !IsEndless(delay.Arguments[0].Value) &&
            !delay.Arguments.Any(a => symbols.IsCancellationToken(a.Parameter?.Type) && !IsNone(a.Value));
    }

    private static bool IsEndless(IOperation time) => time switch
    {
        { ConstantValue: { HasValue: true, Value: int milliseconds } } => milliseconds < 0,
        IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "MaxValue" } => true,
        _ => false,
    };

    private static bool IsNone(IOperation token) =>
        token is IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" };

    // A local variable must be declared in the same iteration of every loop, so that the next iteration cannot wait for it.
    private static bool IsStartedHere(IOperation runner, EnclosingFunction function) => runner switch
    {
        IInvocationOperation call => !Others.Contains(call.TargetMethod.Name),
        ILocalReferenceOperation local =>
            TaskAliases.OnlyValue(local) is { } only && TaskAliases.Core(only) is IInvocationOperation call &&
                IsStartedHere(call, function) &&
            function.Operation.Syntax.Span.Contains(only.Syntax.Span) && LoopAround(local) == LoopAround(only),
        _ => false,
    };

    private static ILoopOperation? LoopAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            parent = parent.Parent)
        {
            if (parent is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IThrowOperation
            or IBranchOperation or
            IExpressionStatementOperation { Operation: IThrowOperation };
}
