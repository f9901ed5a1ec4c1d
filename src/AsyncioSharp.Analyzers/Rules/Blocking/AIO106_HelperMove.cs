using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a call that reaches a blocking call moves to a thread, or why it cannot.</summary>
internal sealed class HelperMove
{
    private HelperMove(Location location, string text, string form, bool makeAsync, string? advice)
    {
        Location = location;
        Text = text;
        Form = form;
        MakeAsync = makeAsync;
        Advice = advice;
    }

    /// <summary>What is reported.</summary>
    public Location Location { get; }

    /// <summary>What the fix writes, for the message.</summary>
    public string Text { get; }

    public string Form { get; }

    public bool MakeAsync { get; }

    /// <summary>What to do where the call cannot be moved; null where it can.</summary>
    public string? Advice { get; }

    public static HelperMove Of(ReachingCall call, EnclosingFunction function, KnownSymbols symbols)
    {
        var form = ThreadMove.FormIn(function, symbols);
        if (ObstacleOfKind(call, symbols) is { } kind)
        {
            return new HelperMove(call.Location, "", form, makeAsync: false, kind);
        }

        var syntax = (ExpressionSyntax)call.Operation.Syntax;
        var model = call.Operation.SemanticModel!;
        var place = AwaitPlace.Of(syntax, model, value => ThreadMove.Build(value, form));
        var site = AwaitSite.Of(place.Replaced, function, model, symbols);
        var advice = site.Obstacle is { } illegal ? $"'await' is not allowed in {illegal}: move '{place.Text}' out of it"
            : (ThreadMove.ObstacleOfResult(call.Operation, symbols) ?? ThreadMove.Obstacle(call.Operation) ?? ObstacleOfParts(call.Operation, function.ContainingMember, symbols) ?? place.Obstacle) is { } reason
                ? $"{reason}: do '{place.Text}' with values of its own"
            : place.Prefix.Length == 0 && !Binds(syntax, form, model, symbols) ? $"'{place.Text}' does not compile: use values of its own"
            : null;
        return new HelperMove(place.Site.GetLocation(), place.Text, place.Prefix + form, site.MakeAsync, advice);
    }

    private static string? ObstacleOfKind(ReachingCall call, KnownSymbols symbols)
    {
        if (call.Chain.End.IsThreadBound)
        {
            return "what it waits for would belong to another thread: use the types of the loop";
        }

        if (call.Edge.Targets.Any(t => FunctionBodies.IsIterator(t)))
        {
            return "it runs while it is enumerated: move the enumeration to a thread";
        }

        if (CallGraph.Of(symbols).LoopUses.From(call.Edge) is { } use)
        {
            return use.End.Name == FunctionCalls.AsyncLocal ? $"what it writes to '{use.End.Name}' would not come back from another thread: make it a coroutine"
                : $"it also uses '{use.End.Name}', which belongs to the thread of the loop: make it a coroutine";
        }

        if (CallGraph.Of(symbols).StateWrites.From(call.Edge) is { } write)
        {
            return $"it uses '{write.End.Name}', which another thread must not do meanwhile: make it a coroutine";
        }

        return call.Operation switch
        {
            IInvocationOperation { Syntax: ExpressionSyntax } or IObjectCreationOperation { Syntax: ExpressionSyntax } => null,
            IPropertyReferenceOperation { Syntax: ExpressionSyntax } property when MemberUse.IsRead(property) => null,
            IUsingOperation or IUsingDeclarationOperation => "nothing can be awaited there: dispose of it in a call that moves to a thread",
            IForEachLoopOperation => "nothing can be awaited there: enumerate it in a call that moves to a thread",
            _ => "nothing can be awaited there: write it as a call, and move that to a thread",
        };
    }

    // What blocks in an argument has a rule, and often an await, of its own.
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

    private static bool Binds(ExpressionSyntax syntax, string form, SemanticModel model, KnownSymbols symbols)
    {
        var expected = model.GetTypeInfo(syntax).Type;
        var type = model.GetSpeculativeTypeInfo(syntax.SpanStart, ThreadMove.Build(syntax, form), SpeculativeBindingOption.BindAsExpression).Type as INamedTypeSymbol;
        return (symbols.IsCoroutine(type) || symbols.IsTask(type)) &&
            (expected is null or { SpecialType: SpecialType.System_Void }
                ? type!.TypeArguments.IsEmpty
                : type!.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], expected));
    }
}
