using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A call in an async function that blocks and has no twin: all that can be done is to do it on another thread.</summary>
internal sealed class ThreadCall
{
    private ThreadCall(string name, string hint, AwaitPlace place, string form, bool makeAsync, string? advice)
    {
        Name = name;
        Hint = hint;
        Place = place;
        Form = form;
        MakeAsync = makeAsync;
        Advice = advice;
    }

    /// <summary>As the messages say it.</summary>
    public string Name { get; }

    /// <summary>What does the same on the loop.</summary>
    public string Hint { get; }

    public AwaitPlace Place { get; }

    public string Form { get; }

    public bool MakeAsync { get; }

    /// <summary>What to do where the call cannot be moved; null where it can.</summary>
    public string? Advice { get; }

    public static ThreadCall? Of(OperationAnalysisContext context, KnownSymbols symbols, Func<BlockingKind, bool> kinds)
    {
        if (!OperationFilter.MayBeOnTheLoop(context.Operation, context.ContainingSymbol, symbols) || BlockingMember.Of(context.Operation, symbols) is not { } member || !kinds(member.Kind) || IsSilent(member, context, symbols) ||
            EnclosingFunction.Of(member.Operation, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || SyncAsyncFlag.Selects(member.Operation) ||
            (member.Kind == BlockingKind.Listed && HasTwin(member.Operation, function, symbols)) ||
            (member.Kind == BlockingKind.ThreadBoundWait && member.Operation is IInvocationOperation taken && LockAcrossAwait.Of(taken, context, symbols) is not null) ||
            IsShortSection(member, function, symbols))
        {
            return null;
        }

        var model = member.Operation.SemanticModel!;
        var form = ThreadMove.FormIn(function, symbols);
        var place = AwaitPlace.Of(member.Syntax, model, value => ThreadMove.Build(value, form));
        var site = AwaitSite.Of(place.Replaced, function, model, symbols);
        var twin = member.Entry.Counterpart;
        var obstacle = member.Kind == BlockingKind.ThreadBoundWait ? $"it belongs to the thread that waits: use '{twin}'"
            : member.Kind is BlockingKind.ItemWait or BlockingKind.FileItems ? $"it does so again for each item: use '{twin}'"
            : site.Obstacle is { } illegal ? $"'await' is not allowed in {illegal}: move '{place.Text}' out of it"
            : (ThreadMove.ObstacleOfResult(member.Operation, symbols) ?? ThreadMove.Obstacle(member.Operation) ?? place.Obstacle) is { } reason
                ? $"{reason}: do '{place.Text}' with values of its own"
            : null;
        var hint = member.Kind is BlockingKind.Wait or BlockingKind.ThreadBoundWait or BlockingKind.Listed ? twin : "";
        return new ThreadCall(member.Name, hint, place, place.Prefix + form, site.MakeAsync, obstacle);
    }

    private static bool HasTwin(IOperation call, EnclosingFunction function, KnownSymbols symbols) =>
        call is IInvocationOperation invocation && CounterpartCall.Of(invocation, symbols)?.FormIn(function, symbols) is not null;

    // Reader-writer locks are held for short, as a lock is; one across an await has a rule of its own.
    private static bool IsShortSection(BlockingMember member, EnclosingFunction function, KnownSymbols symbols) =>
        member.Kind == BlockingKind.ThreadBoundWait && member.Entry.Type.StartsWith("System.Threading.ReaderWriterLock", StringComparison.Ordinal) &&
        LockCall.Of(member.Operation, symbols) is { } taken && FunctionBody.Of(function.Operation).Any(o => LockCall.Of(o, symbols) is { IsRelease: true } release && release.Key == taken.Key);

    private static bool IsSilent(BlockingMember member, OperationAnalysisContext context, KnownSymbols symbols) => member.Kind switch
    {
        BlockingKind.Wait or BlockingKind.ThreadBoundWait => member.Operation is IInvocationOperation call && NeverWaits(call),
        BlockingKind.FileCall or BlockingKind.FileItems => !IsOn(context),
        _ => false,
    } || IsArgument(member.Operation, symbols);

    // WaitOne(0) asks and does not wait; so does TryTake without a time. Add waits for room where there is a bound.
    public static bool NeverWaits(IInvocationOperation call)
    {
        var times = call.Arguments.Where(IsTime).ToList();
        return times.Any(t => TaskWaitCall.IsZero(t.Value)) || call.TargetMethod.Name switch
        {
            "Add" or "AddToAny" => !IsBounded(call.Instance),
            var name => times.Count == 0 && name.StartsWith("Try", StringComparison.Ordinal),
        };
    }

    // Of the definition: the items of a collection may be numbers, too.
    private static bool IsTime(IArgumentOperation argument) =>
        argument.Parameter?.OriginalDefinition.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" };

    private static bool IsBounded(IOperation? collection) =>
        collection is not null && ValueOrigin.Of(collection) is IObjectCreationOperation { Arguments: var arguments } && arguments.Any(IsTime);

    // The argument of a call that is reported moves with it.
    public static bool IsArgument(IOperation call, KnownSymbols symbols)
    {
        for (var parent = call.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (BlockingMember.Of(parent, symbols) is { Kind: BlockingKind.Wait or BlockingKind.Call or BlockingKind.Listed })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOn(OperationAnalysisContext context) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Operation.Syntax.SyntaxTree).TryGetValue("asyncio.file_metadata", out var value) && value == "true";
}
