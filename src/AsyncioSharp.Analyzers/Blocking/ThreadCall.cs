using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A call in an async function that blocks and has no counterpart: it can only be moved to another thread.</summary>
internal sealed class ThreadCall
{
    private ThreadCall(string name, string effect, string hint, AwaitPlace place, Edit edit, string? obstacle)
    {
        Name = name;
        Effect = effect;
        Hint = hint;
        Place = place;
        Edit = edit;
        Obstacle = obstacle;
    }

    /// <summary>The name, as worded in messages.</summary>
    public string Name { get; }

    /// <summary>The effect of the call on the code around it.</summary>
    public string Effect { get; }

    /// <summary>The alternative that does not block.</summary>
    public string Hint { get; }

    public AwaitPlace Place { get; }

    public Edit Edit { get; }

    /// <summary>What to do if the call cannot be moved; null if it can.</summary>
    public string? Obstacle { get; }

    public static ThreadCall? Of(OperationAnalysisContext context, KnownSymbols symbols, Func<BlockingKind, bool> kinds)
    {
        if (BlockingMember.Of(context.Operation, symbols) is not { } member || !kinds(member.Kind) || IsSilent(member, context, symbols))
        {
            return null;
        }

        if (CodeSite.OfBlocking(context, symbols) is not { } code || HasCounterpart(member, code) || IsLockAcrossAwait(member, code) ||
            IsShortSection(member, code.Function, symbols))
        {
            return null;
        }

        var edit = ThreadMove.EditIn(code);
        var place = AwaitPlace.Of(member.Syntax, code.Model, value => ThreadMove.Build(value, edit));
        var site = AwaitSite.Of(place.Replaced, code);
        var hint = member.Kind is BlockingKind.Wait or BlockingKind.ThreadBoundWait or BlockingKind.Listed
            ? code.WaitingType(member.Entry.Counterpart)
            : "";
        return new ThreadCall(
            member.Name, code.Effect(), hint, place, place.Complete(edit, site),
            ObstacleOfKind(member, code) ?? site.AdviceTo(place.Text) ?? ObstacleOfMove(member.Operation, place, symbols));
    }

    private static string? ObstacleOfKind(BlockingMember member, CodeSite code) => member.Kind switch
    {
        BlockingKind.ThreadBoundWait => $"it belongs to the thread that waits: use '{code.WaitingType(member.Entry.Counterpart)}'",
        BlockingKind.ItemWait or BlockingKind.FileItems =>
            $"it does so again for each item: use '{code.WaitingType(member.Entry.Counterpart)}'",
        _ => null,
    };

    private static string? ObstacleOfMove(IOperation call, AwaitPlace place, KnownSymbols symbols) =>
        (ThreadMove.ObstacleOfResult(call, symbols) ?? ThreadMove.Obstacle(call) ?? place.Obstacle) is { } obstacle
            ? $"{obstacle}: do '{place.Text}' with values of its own"
            : null;

    // The rule about counterparts reports it.
    private static bool HasCounterpart(BlockingMember member, CodeSite code) =>
        member is { Kind: BlockingKind.Listed, Operation: IInvocationOperation call } &&
        CounterpartCall.Of(call, code.Symbols)?.EditIn(code.Function, code.Symbols) is not null;

    // The rule about thread locks reports it.
    private static bool IsLockAcrossAwait(BlockingMember member, CodeSite code) =>
        member is { Kind: BlockingKind.ThreadBoundWait, Operation: IInvocationOperation call } &&
        LockAcrossAwait.Of(call, code) is not null;

    // Reader-writer locks are held only briefly, as with lock; one held across an await has its own rule.
    private static bool IsShortSection(BlockingMember member, EnclosingFunction function, KnownSymbols symbols) =>
        member.Kind == BlockingKind.ThreadBoundWait &&
            member.Entry.Type.StartsWith("System.Threading.ReaderWriterLock", StringComparison.Ordinal) &&
        LockCall.Of(member.Operation, symbols) is { } taken &&
        FunctionBody.Of(function.Operation).Any(o => LockCall.Of(o, symbols) is { IsRelease: true } release && release.Key == taken.Key);

    private static bool IsSilent(BlockingMember member, OperationAnalysisContext context, KnownSymbols symbols) => member.Kind switch
    {
        BlockingKind.Wait or BlockingKind.ThreadBoundWait => member.Operation is IInvocationOperation call && NeverWaits(call),
        BlockingKind.FileCall or BlockingKind.FileItems => !IsOn(context),
        _ => false,
    } || IsArgument(member.Operation, symbols);

    // WaitOne(0) tests the state and does not wait, as does TryTake without a time. Add waits for room if there is a bound.
    public static bool NeverWaits(IInvocationOperation call)
    {
        var times = call.Arguments.Where(IsTime).ToList();
        return times.Any(t => TaskWaitCall.IsZero(t.Value)) || call.TargetMethod.Name switch
        {
            "Add" or "AddToAny" => !IsBounded(call.Instance),
            var name => times.Count == 0 && name.StartsWith("Try", StringComparison.Ordinal),
        };
    }

    // Use the definition's parameter: a collection of int would match otherwise.
    private static bool IsTime(IArgumentOperation argument) =>
        argument.Parameter?.OriginalDefinition.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" };

    private static bool IsBounded(IOperation? collection) =>
        collection is not null && ValueOrigin.Of(collection) is IObjectCreationOperation { Arguments: var arguments } &&
            arguments.Any(IsTime);

    // An argument of a reported call moves together with it.
    public static bool IsArgument(IOperation call, KnownSymbols symbols)
    {
        for (var parent = call.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            parent = parent.Parent)
        {
            if (BlockingMember.Of(parent, symbols) is { Kind: BlockingKind.Wait or BlockingKind.Call or BlockingKind.Listed })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOn(OperationAnalysisContext context) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Operation.Syntax.SyntaxTree)
            .TryGetValue("asyncio.file_metadata", out var value) && value == "true";
}
