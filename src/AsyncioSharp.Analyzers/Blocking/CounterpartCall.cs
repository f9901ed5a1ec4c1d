using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A call whose member has an async counterpart in the table, and the edit whose output binds in its place.</summary>
internal sealed class CounterpartCall
{
    private static readonly HashSet<BlockingKind> Kinds =
    [
        BlockingKind.Counterpart, BlockingKind.AnyCounterpart, BlockingKind.StreamCounterpart, BlockingKind.QueryCounterpart,
        BlockingKind.ItemsCounterpart, BlockingKind.Listed,
    ];

    private CounterpartCall(IInvocationOperation call, InvocationExpressionSyntax syntax, BlockingApis.Entry entry)
    {
        Call = call;
        Syntax = syntax;
        Entry = entry;
    }

    public IInvocationOperation Call { get; }

    public InvocationExpressionSyntax Syntax { get; }

    public BlockingApis.Entry Entry { get; }

    public static CounterpartCall? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        if (BlockingApis.Find(call, symbols) is not { } entry || !Kinds.Contains(entry.Kind) ||
            call.Syntax is not InvocationExpressionSyntax syntax)
        {
            return null;
        }

        // A user may name a counterpart, or write other text after the arrow.
        if (entry.Kind == BlockingKind.Listed)
        {
            var name = entry.Counterpart.Length == 0 ? call.TargetMethod.Name + "Async" : entry.Counterpart;
            return SyntaxFacts.IsValidIdentifier(name)
                ? new CounterpartCall(call, syntax, new BlockingApis.Entry(entry.Kind, entry.Type, name))
                : null;
        }

        return IsProbe(call) || IsShutdown(call) || IsSilent(call, entry) || IsOnlyTheDefault(call, entry.Counterpart)
            ? null
            : new CounterpartCall(call, syntax, entry);
    }

    /// <summary>A call whose counterpart is known to the caller of this method.</summary>
    public static CounterpartCall Named(IInvocationOperation call, InvocationExpressionSyntax syntax, string counterpart) =>
        new(call, syntax, new BlockingApis.Entry(BlockingKind.Listed, "", counterpart));

    /// <summary>True if the source of the call is a query, and not a sequence of items in memory.</summary>
    public static bool IsOfQuery(IInvocationOperation call) => call.Arguments.FirstOrDefault()?.Value is { } source && IsQuery(source);

    /// <summary>True if the call is in its own counterpart, which would then call itself.</summary>
    public bool IsItself(EnclosingFunction function) =>
        function.ContainingMember.Name == Entry.Counterpart || function.Symbol.Name == Entry.Counterpart;

    /// <summary>The first edit whose output binds to the counterpart with the same result; null if none does.</summary>
    public Edit? EditIn(EnclosingFunction function, KnownSymbols symbols)
    {
        if (Entry.Kind == BlockingKind.ItemsCounterpart)
        {
            return EditOfItems();
        }

        var edit = new Edit(CounterpartReplacement.Call).With(CounterpartReplacement.Name, Entry.Counterpart);
        var isCoroutine = symbols.IsCoroutine(function.Symbol.ReturnType);
        return Variants(edit, function, isCoroutine, symbols).Select(variant => Bound(variant, isCoroutine))
            .FirstOrDefault(bound => bound is not null);
    }

    private IEnumerable<Edit> Variants(Edit edit, EnclosingFunction function, bool isCoroutine, KnownSymbols symbols)
    {
        if (Entry.Kind is not (BlockingKind.StreamCounterpart or BlockingKind.Listed))
        {
            yield return CounterpartReplacement.TakesASpan(Syntax) ? edit.With(CounterpartReplacement.Memory, "true") : edit;
            yield break;
        }

        yield return edit;
        var withToken = edit.With(CounterpartReplacement.Token, TokenFor(function, isCoroutine, symbols));
        yield return withToken;
        if (Entry.Kind == BlockingKind.StreamCounterpart)
        {
            var options = Call.TargetMethod.Name == "Load" ? "LoadOptions" : "SaveOptions";
            yield return withToken.With(CounterpartReplacement.Options, $"global::System.Xml.Linq.{options}.None");
        }
    }

    // The token that the rule about forwarded tokens would pass.
    private string TokenFor(EnclosingFunction function, bool isCoroutine, KnownSymbols symbols) =>
        TokenInScope.Of(function, onLoop: true, Call.SemanticModel!, Syntax.SpanStart, symbols) is { Obstacle: null, Text: var token }
            ? token
            : isCoroutine ? TokenArgument.Ambient
            : "global::System.Threading.CancellationToken.None";

    // foreach (var x in items.ToBlockingEnumerable()): the items themselves are awaited.
    private Edit? EditOfItems() =>
        CounterpartReplacement.LoopOf(Syntax) is null ||
        Call.SemanticModel!.GetSymbolInfo(Syntax).Symbol is not IMethodSymbol { MethodKind: MethodKind.ReducedExtension }
            ? null
            : new Edit(CounterpartReplacement.Each)
                .With(CounterpartReplacement.Name, Syntax.ArgumentList.Arguments.Count == 0 ? null : Entry.Counterpart);

    private Edit? Bound(Edit edit, bool isCoroutine)
    {
        var output = CounterpartReplacement.Build(BoundAs(), edit);
        var info = Call.SemanticModel!.GetSpeculativeSymbolInfo(Syntax.SpanStart, output, SpeculativeBindingOption.BindAsExpression);
        if (info.Symbol is not IMethodSymbol counterpart || !ContainerFits(counterpart) ||
            (HasObsolete(counterpart.GetAttributes()) && !IsObsolete(Call.TargetMethod)))
        {
            return null;
        }

        if (counterpart.ReturnType is INamedTypeSymbol { Name: "IAsyncEnumerable" })
        {
            return CounterpartReplacement.LoopOf(Syntax) is null ? null : edit.WithKind(CounterpartReplacement.Each);
        }

        return ResultFits(counterpart.ReturnType, isCoroutine) ? edit : null;
    }

    // A call behind ?. is bound as the fix writes it: on the receiver itself.
    private ExpressionSyntax BoundAs()
    {
        var access = Syntax.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(a => a.WhenNotNull.Span.Contains(Syntax.Span));
        var isBound = Syntax.Expression is MemberAccessExpressionSyntax or SimpleNameSyntax &&
            !Syntax.DescendantNodes().OfType<MemberBindingExpressionSyntax>().Any(b => b.Parent == Syntax.Expression);
        return isBound || access is null ? Syntax : NullTest.CallOf(access.WithWhenNotNull(Syntax));
    }

    private bool ContainerFits(IMethodSymbol counterpart) =>
        Entry.Kind != BlockingKind.QueryCounterpart ||
            counterpart.ContainingType.Name.EndsWith("QueryableExtensions", StringComparison.Ordinal);

    private bool ResultFits(ITypeSymbol awaitable, bool isCoroutine)
    {
        // Only a coroutine is certain to have a loop for another coroutine.
        if (awaitable is not INamedTypeSymbol { Name: "Task" or "ValueTask" or "Coroutine" or "AsyncUnaryCall" } task ||
            (task.Name == "Coroutine" && !isCoroutine))
        {
            return false;
        }

        if (Call.TargetMethod.ReturnsVoid)
        {
            return true;
        }

        foreach (var result in task.TypeArguments.FirstOrDefault().WithBases())
        {
            if (SymbolEqualityComparer.Default.Equals(result, Call.TargetMethod.ReturnType))
            {
                return true;
            }
        }

        return false;
    }

    // A type that overrides Read but not ReadAsync: the base class implements ReadAsync with Read.
    private static bool IsOnlyTheDefault(IInvocationOperation call, string counterpart)
    {
        if (!call.TargetMethod.IsOverride)
        {
            return false;
        }

        var declared = call.TargetMethod;
        while (declared.OverriddenMethod is { } overridden)
        {
            declared = overridden;
        }

        foreach (var type in (call.Instance?.Type).WithBases())
        {
            if (KnownSymbols.IsSame(type.OriginalDefinition, declared.ContainingType.OriginalDefinition))
            {
                return true;
            }

            if (!type.GetMembers(counterpart).IsEmpty)
            {
                return false;
            }
        }

        return false;
    }

    // Wait(0) tests the state and does not wait.
    private static bool IsProbe(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Wait", Parameters.Length: > 0 } && call.Arguments[0].Value is { } time && TaskWaitCall.IsZero(time);

    // Disconnect(reuseSocket: false) only shuts the socket down, as Dispose does.
    private static bool IsShutdown(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Disconnect", ContainingType.Name: "Socket" } &&
        call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: false });

    private static bool IsSilent(IInvocationOperation call, BlockingApis.Entry entry)
    {
        if (entry.Kind == BlockingKind.QueryCounterpart)
        {
            return !IsOfQuery(call) || QueryOrigin.IsInMemory(call.Arguments[0].Value);
        }

        if (entry.Kind == BlockingKind.StreamCounterpart)
        {
            return !InMemory.IsGivenAStream(call);
        }

        // Copying a buffer to another stream waits for that stream.
        return InMemory.IsKnown(call.Instance) &&
            !(call.TargetMethod.Name == "CopyTo" && !InMemory.IsKnown(call.Arguments[0].Value) && IsBuffer(call.Instance));
    }

    private static bool IsBuffer(IOperation? receiver) => receiver?.Type?.Name == "MemoryStream";

    private static bool IsQuery(IOperation source) =>
        source.WithoutConversions().Type is { } type && (type.Name == "IQueryable" || type.AllInterfaces.Any(i => i.Name == "IQueryable"));

    private static bool IsObsolete(IMethodSymbol method) =>
        HasObsolete(method.GetAttributes()) || HasObsolete(method.ContainingType.GetAttributes());

    private static bool HasObsolete(ImmutableArray<AttributeData> attributes) =>
        attributes.Any(a => a.AttributeClass?.Name == "ObsoleteAttribute");
}
