using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO801, AIO851: a loop that writes to a connection and never waits for the peer buffers without a limit. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndrainedWriteAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO801";
    public const string UnfixableId = "AIO851";

    /// <summary><c>connection.Write(data)</c> becomes <c>await connection.WriteAsync(data)</c>.</summary>
    public const string WriteAsync = nameof(WriteAsync);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Write without a drain in a loop", RuleCategory.Network, DiagnosticSeverity.Warning,
        "The loop writes faster than a slow peer reads, and the rest is buffered without a limit: use '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Write without a drain in a loop, where the fix needs more than this call", RuleCategory.Network,
        DiagnosticSeverity.Warning,
        "The loop writes faster than a slow peer reads, and the rest is buffered without a limit: {0}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Write"), Analyze, OperationKind.Invocation);

    /// <summary>The call that writes and drains; null if the call does not name its connection.</summary>
    internal static InvocationExpressionSyntax? Build(InvocationExpressionSyntax write) =>
        write.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access
            ? write.WithExpression(access.WithName(SyntaxFactory.IdentifierName("WriteAsync").WithTriviaFrom(name)))
            : null;

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var write = (IInvocationOperation)context.Operation;
        if (!symbols.IsOurs(write.TargetMethod.ContainingType, "Connection") || write.Syntax is not InvocationExpressionSyntax syntax ||
            CodeSite.OfAsync(context, symbols) is not { } code)
        {
            return;
        }

        // All writes to one connection are one finding, at the first of them: one drain is enough to silence the rule.
        var writes = UndrainedLoop.WritesWith(write, code.Function, symbols);
        if (writes.Count == 0 || writes[0] != write)
        {
            return;
        }

        var makesAsync = AwaitSite.Of(syntax, code).MakeAsync;
        var advice = writes.Select(each => AdviceFor(each, code, symbols)).FirstOrDefault(static each => each is not null);
        var others = writes.Skip(1).Select(static each => each.Syntax.GetLocation());
        var edit = new Edit(WriteAsync, makesAsync);
        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), others,
                Enumerable.Range(0, writes.Count).Aggregate(
                    ImmutableDictionary<string, string?>.Empty, (properties, place) => edit.AddTo(properties, place)),
                "await " + AwaitSyntax.Display(Build(syntax)!))
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), others, advice));
    }

    // Null if the call can be awaited.
    private static string? AdviceFor(IInvocationOperation write, CodeSite code, KnownSymbols symbols)
    {
        var call = (write.Syntax as InvocationExpressionSyntax) is { } syntax ? Build(syntax) : null;
        return call is null || !Binds(call, write, symbols)
            ? "await 'DrainAsync' of the connection in the loop"
            : code.IsWithoutLoop
            ? $"no event loop runs here, so move the loop into a coroutine, and write 'await {AwaitSyntax.Display(call)}' there"
            : AwaitSite.Of(write.Syntax, code).AdviceTo("await " + AwaitSyntax.Display(call));
    }

    private static bool Binds(InvocationExpressionSyntax call, IInvocationOperation write, KnownSymbols symbols) =>
        write.SemanticModel!.GetSpeculativeSymbolInfo(write.Syntax.SpanStart, call, SpeculativeBindingOption.BindAsExpression).Symbol is
            IMethodSymbol method && symbols.IsOurs(method.ContainingType, "Connection");
}
