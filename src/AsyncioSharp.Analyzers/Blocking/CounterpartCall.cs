using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A call whose member has an async twin in the table, and the form of the twin that binds in its place.</summary>
internal sealed class CounterpartCall
{
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
        if (BlockingApis.Find(call, symbols) is not { Kind: BlockingKind.Counterpart or BlockingKind.StreamTwin or BlockingKind.QueryTwin or BlockingKind.ItemTwin or BlockingKind.Listed } entry ||
            call.Syntax is not InvocationExpressionSyntax syntax)
        {
            return null;
        }

        // A user may name a twin, or write something else behind the arrow.
        if (entry.Kind == BlockingKind.Listed)
        {
            var name = entry.Counterpart.Length == 0 ? call.TargetMethod.Name + "Async" : entry.Counterpart;
            return SyntaxFacts.IsValidIdentifier(name) ? new CounterpartCall(call, syntax, new BlockingApis.Entry(entry.Kind, entry.Type, name)) : null;
        }

        return IsProbe(call) || IsSilent(call, entry) ? null : new CounterpartCall(call, syntax, entry);
    }

    /// <summary>A call of which the caller of this method knows the counterpart.</summary>
    public static CounterpartCall Named(IInvocationOperation call, InvocationExpressionSyntax syntax, string counterpart) =>
        new(call, syntax, new BlockingApis.Entry(BlockingKind.Listed, "", counterpart));

    /// <summary>The first form that binds to the twin with the same result; null when none does.</summary>
    public string? FormIn(EnclosingFunction function, KnownSymbols symbols)
    {
        if (Entry.Kind == BlockingKind.ItemTwin)
        {
            return ItemForm();
        }

        var token = function.Symbol.Parameters.FirstOrDefault(p => symbols.IsCancellationToken(p.Type))?.Name ??
            (symbols.IsCoroutine(function.Symbol.ReturnType) ? "global::AsyncioSharp.Asyncio.CurrentToken" : "global::System.Threading.CancellationToken.None");
        var options = Call.TargetMethod.Name == "Load" ? "global::System.Xml.Linq.LoadOptions.None" : "global::System.Xml.Linq.SaveOptions.None";
        string[] additions = Entry.Kind switch
        {
            BlockingKind.StreamTwin => ["", token, $"{options},{token}"],
            BlockingKind.Listed => ["", token],
            _ => CounterpartReplacement.TakesASpan(Syntax) ? [CounterpartReplacement.AsMemory] : [""],
        };
        return additions.Select(addition => FormOf(addition, function, symbols)).FirstOrDefault(form => form is not null);
    }

    // foreach (var x in items.ToBlockingEnumerable()): the items themselves are awaited.
    private string? ItemForm() =>
        CounterpartReplacement.LoopOf(Syntax) is null || Call.SemanticModel!.GetSymbolInfo(Syntax).Symbol is not IMethodSymbol { MethodKind: MethodKind.ReducedExtension } ? null
            : CounterpartReplacement.Each + CounterpartReplacement.FormOf(Syntax.ArgumentList.Arguments.Count == 0 ? CounterpartReplacement.Source : Entry.Counterpart, "");

    private string? FormOf(string addition, EnclosingFunction function, KnownSymbols symbols)
    {
        var form = CounterpartReplacement.FormOf(Entry.Counterpart, addition);
        var model = Call.SemanticModel!;

        // A call behind ?. is bound as the fix writes it: on the receiver itself.
        var access = Syntax.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(a => a.WhenNotNull.Span.Contains(Syntax.Span));
        var isBound = Syntax.Expression is MemberAccessExpressionSyntax or SimpleNameSyntax && !Syntax.DescendantNodes().OfType<MemberBindingExpressionSyntax>().Any(b => b.Parent == Syntax.Expression);
        var output = CounterpartReplacement.Build(isBound || access is null ? Syntax : NullTest.CallOf(access.WithWhenNotNull(Syntax)), form);
        if (model.GetSpeculativeSymbolInfo(Syntax.SpanStart, output, SpeculativeBindingOption.BindAsExpression).Symbol is not IMethodSymbol twin ||
            twin.GetAttributes().Any(a => a.AttributeClass?.Name == "ObsoleteAttribute" && !IsObsolete(Call.TargetMethod)) || !ContainerFits(twin) || IsOnlyTheDefault(twin, symbols))
        {
            return null;
        }

        if (twin.ReturnType is INamedTypeSymbol { Name: "IAsyncEnumerable" })
        {
            return CounterpartReplacement.LoopOf(Syntax) is null ? null : CounterpartReplacement.Each + form;
        }

        return ResultFits(twin.ReturnType, symbols.IsCoroutine(function.Symbol.ReturnType)) ? form : null;
    }

    // A type of the program that overrides Read but not ReadAsync: the base class runs the one inside of the other.
    private bool IsOnlyTheDefault(IMethodSymbol twin, KnownSymbols symbols) =>
        Call.TargetMethod.IsOverride && OwnCode.Contains(Call.TargetMethod, symbols) && twin.IsVirtual && !OwnCode.Contains(twin, symbols);

    private bool ContainerFits(IMethodSymbol twin) =>
        Entry.Kind != BlockingKind.QueryTwin || twin.ContainingType.Name.EndsWith("QueryableExtensions", StringComparison.Ordinal);

    private bool ResultFits(ITypeSymbol awaitable, bool isCoroutine)
    {
        // Only a coroutine is sure to have a loop for another one.
        if (awaitable is not INamedTypeSymbol { Name: "Task" or "ValueTask" or "Coroutine" } task || (task.Name == "Coroutine" && !isCoroutine))
        {
            return false;
        }

        if (Call.TargetMethod.ReturnsVoid)
        {
            return true;
        }

        for (var result = task.TypeArguments.FirstOrDefault(); result is not null; result = result.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(result, Call.TargetMethod.ReturnType))
            {
                return true;
            }
        }

        return false;
    }

    // Wait(0) asks and does not wait.
    private static bool IsProbe(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Wait", Parameters.Length: > 0 } && call.Arguments[0].Value is { } time && TaskWaitCall.IsZero(time);

    private static bool IsSilent(IInvocationOperation call, BlockingApis.Entry entry)
    {
        if (entry.Kind == BlockingKind.QueryTwin)
        {
            return call.Arguments.FirstOrDefault()?.Value is not { } source || !IsQuery(source) || QueryOrigin.IsInMemory(source);
        }

        if (entry.Kind == BlockingKind.StreamTwin)
        {
            return !InMemory.IsGivenAStream(call);
        }

        // A buffer that is copied to somewhere else waits for the other end.
        return InMemory.IsKnown(call.Instance) && !(call.TargetMethod.Name == "CopyTo" && !InMemory.IsKnown(call.Arguments[0].Value) && IsBuffer(call.Instance));
    }

    private static bool IsBuffer(IOperation? receiver) => receiver?.Type?.Name == "MemoryStream";

    private static bool IsQuery(IOperation source)
    {
        while (source is IConversionOperation conversion)
        {
            source = conversion.Operand;
        }

        return source.Type is { } type && (type.Name == "IQueryable" || type.AllInterfaces.Any(i => i.Name == "IQueryable"));
    }

    private static bool IsObsolete(IMethodSymbol method) =>
        method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(a => a.AttributeClass?.Name == "ObsoleteAttribute");
}
