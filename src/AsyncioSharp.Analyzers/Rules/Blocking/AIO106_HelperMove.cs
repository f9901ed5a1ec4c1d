using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a call that reaches a blocking call moves to a thread, or why it cannot.</summary>
internal sealed class HelperMove
{
    private HelperMove(Location location, string text, Edit edit, string? obstacle)
    {
        Location = location;
        Text = text;
        Edit = edit;
        Obstacle = obstacle;
    }

    /// <summary>The reported location.</summary>
    public Location Location { get; }

    /// <summary>The code that the fix writes, for the message.</summary>
    public string Text { get; }

    public Edit Edit { get; }

    /// <summary>What to do if the call cannot be moved; null if it can.</summary>
    public string? Obstacle { get; }

    public static HelperMove Of(ReachingCall call, CodeSite code)
    {
        var edit = ThreadMove.EditIn(code);
        if (ObstacleOfKind(call, code) is { } kind)
        {
            return new HelperMove(call.Location, "", edit, kind);
        }

        var syntax = (ExpressionSyntax)call.Operation.Syntax;
        var place = AwaitPlace.Of(syntax, code.Model, value => ThreadMove.Build(value, edit));
        var site = AwaitSite.Of(place.Replaced, code);
        var obstacle = site.AdviceTo(place.Text) ?? ObstacleOfMove(call.Operation, place, code) ??
            (place.Test is null && !Binds(syntax, edit, code.Model, code.Symbols)
                ? $"'{place.Text}' does not compile: use values of its own"
                : null);
        return new HelperMove(place.Site.GetLocation(), place.Text, place.Complete(edit, site), obstacle);
    }

    private static string? ObstacleOfMove(IOperation call, AwaitPlace place, CodeSite code)
    {
        var obstacle = ThreadMove.ObstacleOfResult(call, code.Symbols) ?? ThreadMove.Obstacle(call) ??
            ObstacleOfParts(call, code.Function.ContainingMember, code.Symbols) ?? place.Obstacle;
        return obstacle is null ? null : $"{obstacle}: do '{place.Text}' with values of its own";
    }

    private static string? ObstacleOfKind(ReachingCall call, CodeSite code)
    {
        if (call.Chain.End.IsThreadBound)
        {
            return $"what it waits for would belong to another thread: use '{code.WaitingType("AsyncLock")}'";
        }

        if (call.Edge.Targets.Any(t => FunctionBodies.IsIterator(t)))
        {
            return "it runs while it is enumerated: move the enumeration to a thread";
        }

        if (CallGraph.Of(code.Symbols).LoopUses.From(call.Edge) is { } use)
        {
            return use.End.Name == FunctionCalls.AsyncLocal
                ? $"what it writes to '{use.End.Name}' would not come back from another thread: {MakeAsync(call, code)}"
                : $"it also uses '{use.End.Name}', which belongs to the thread of the loop: {MakeAsync(call, code)}";
        }

        return CallGraph.Of(code.Symbols).StateWrites.From(call.Edge) is { } write
            ? $"it uses '{write.End.Name}', which another thread must not do meanwhile: {MakeAsync(call, code)}"
            : ObstacleOfPlace(call.Operation);
    }

    private static string MakeAsync(ReachingCall call, CodeSite code) =>
        code.Symbols.IsTask(call.Chain.Functions[0].ReturnType) ? "it returns a task already, so await in it"
        : code.Thread == ThreadKind.Loop ? "make it a coroutine"
        : "make it async";

    private static string? ObstacleOfPlace(IOperation operation) => operation switch
    {
        IInvocationOperation { Syntax: ExpressionSyntax } or IObjectCreationOperation { Syntax: ExpressionSyntax } => null,
        IPropertyReferenceOperation { Syntax: ExpressionSyntax } property when MemberUse.IsRead(property) => null,
        IUsingOperation or IUsingDeclarationOperation => "nothing can be awaited there: dispose of it in a call that moves to a thread",
        IForEachLoopOperation => "nothing can be awaited there: enumerate it in a call that moves to a thread",
        _ => "nothing can be awaited there: write it as a call, and move that to a thread",
    };

    // A blocking call in an argument has its own rule, and often its own await.
    private static string? ObstacleOfParts(IOperation call, ISymbol owner, KnownSymbols symbols)
    {
        var open = new Stack<IOperation>(call.ChildOperations);
        while (open.Count > 0)
        {
            var part = open.Pop();
            if (CallSink.Of(part, owner, symbols) is not null)
            {
                return "its arguments block, too";
            }

            foreach (var child in part is IAnonymousFunctionOperation ? [] : part.ChildOperations.ToList())
            {
                open.Push(child);
            }
        }

        return null;
    }

    private static bool Binds(ExpressionSyntax syntax, Edit edit, SemanticModel model, KnownSymbols symbols)
    {
        var expected = model.GetTypeInfo(syntax).Type;
        var type = model.GetSpeculativeTypeInfo(syntax.SpanStart, ThreadMove.Build(syntax, edit), SpeculativeBindingOption.BindAsExpression)
            .Type as INamedTypeSymbol;
        return (symbols.IsCoroutine(type) || symbols.IsTask(type)) &&
            (expected is null or { SpecialType: SpecialType.System_Void }
                ? type!.TypeArguments.IsEmpty
                : type!.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], expected));
    }
}
