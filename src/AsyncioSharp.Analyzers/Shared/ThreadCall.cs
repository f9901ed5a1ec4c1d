using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

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
        var call = context.Operation;
        if (BlockingApis.Find(call, symbols) is not { } entry || !kinds(entry.Kind) || call.Syntax is not ExpressionSyntax syntax || IsSilent(call, entry, context, symbols) ||
            EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function || !RuleScope.Includes(Execution.Of(function, symbols), context) || ModeFlag.Selects(call) ||
            (entry.Kind == BlockingKind.Listed && HasTwin(call, function, symbols)))
        {
            return null;
        }

        var model = call.SemanticModel!;
        var form = ThreadMove.FormIn(function, symbols);
        var place = AwaitPlace.Of(syntax, model, value => ThreadMove.Build(value, form));
        var site = AwaitSite.Of(place.Replaced, function, model, symbols);
        var isBound = entry.Kind == BlockingKind.ThreadBoundWait;
        var obstacle = isBound ? $"it belongs to the thread that waits: use '{entry.Twin}'"
            : site.Obstacle is { } illegal ? $"{illegal} cannot await: do '{place.Text}' outside of it"
            : (ThreadMove.ObstacleOfResult(call, symbols) ?? ThreadMove.Obstacle(call) ?? place.Obstacle) is { } reason ? $"{reason}: do '{place.Text}' with values of its own"
            : null;
        var hint = entry.Kind is BlockingKind.Wait or BlockingKind.ThreadBoundWait or BlockingKind.Listed ? entry.Twin : "";
        return new ThreadCall(MemberUse.NameOf(call), hint, place, place.Prefix + form, site.MakeAsync, obstacle);
    }

    private static bool HasTwin(IOperation call, EnclosingFunction function, KnownSymbols symbols) =>
        call is IInvocationOperation invocation && TwinCall.Of(invocation, symbols)?.FormIn(function, symbols) is not null;

    private static bool IsSilent(IOperation call, BlockingApis.Entry entry, OperationAnalysisContext context, KnownSymbols symbols) => (call, entry.Kind) switch
    {
        (IInvocationOperation wait, BlockingKind.Wait or BlockingKind.ThreadBoundWait) => wait.Arguments.Any(IsProbe),
        (IInvocationOperation stream, BlockingKind.StreamCall) => !InMemory.IsGivenAStream(stream),
        (IPropertyReferenceOperation property, _) => !MemberUse.IsRead(property),
        (_, BlockingKind.FileCall) => !IsOn(context),
        _ => false,
    } || IsArgument(call, symbols);

    // WaitOne(0) asks and does not wait.
    private static bool IsProbe(IArgumentOperation argument) =>
        argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" } && TaskWaitCall.IsZero(argument.Value);

    // The argument of a call that is reported moves with it.
    private static bool IsArgument(IOperation call, KnownSymbols symbols)
    {
        for (var parent = call.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (BlockingApis.Find(parent, symbols) is { Kind: BlockingKind.Wait or BlockingKind.Call or BlockingKind.StreamCall or BlockingKind.Listed })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOn(OperationAnalysisContext context) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Operation.Syntax.SyntaxTree).TryGetValue("asyncio.file_metadata", out var value) && value == "true";
}
