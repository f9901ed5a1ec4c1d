using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO503, AIO553: an endless loop in an async function that never lets other tasks run. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopWithoutAwaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO503";
    public const string UnfixableId = "AIO553";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Endless loop without an await", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "This loop {0}, so no other task runs and nothing can cancel it: add '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Endless loop without an await, where await is not allowed", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "This loop {0}, and 'await' is not allowed in {1}: move the loop into '{2}'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Loop);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!OperationFilter.MayBeOnTheLoop(loop, context.ContainingSymbol, symbols))
        {
            return;
        }

        var words = EndlessLoop.Is(loop, symbols) ? "never yields"
            : IdleSpin.Of(loop, symbols) is { } attempt ? $"does not yield while '{AwaitSyntax.Display(attempt.Syntax)}' finds nothing"
            : null;
        if (words is null || CodeSite.OfAsync(context, symbols) is not { } code ||
            KnownSymbols.IsSame(code.Function.Symbol, symbols.EntryPoint))
        {
            return;
        }

        var location = loop.Syntax.GetFirstToken().GetLocation();
        var (place, site) = PlaceFor(loop, code);
        var edit = LoopYield.EditOf(place, code.IsCoroutine, site.MakeAsync);
        context.ReportDiagnostic(site.Obstacle is { } obstacle
            ? Diagnostic.Create(Unfixable, location, words, obstacle, symbols.HasRuntime ? "Asyncio.ToThread" : "Task.Run")
            : Diagnostic.Create(Fixable, location, edit.ToProperties(), words,
                AwaitSyntax.Display(LoopYield.Build(edit), code.Model, loop.Syntax.SpanStart).TrimEnd(';')));
    }

    // At the end, if every iteration reaches it and the language allows an await there; otherwise at the start.
    private static (string Place, AwaitSite Site) PlaceFor(ILoopOperation loop, CodeSite code)
    {
        var body = LoopYield.BodyOf(loop.Syntax)!;
        var atStart = AwaitSite.Of(body, code);
        if (atStart.Obstacle is not null || FunctionBody.Of(loop).Any(o => EndlessLoop.Continues(o, loop)))
        {
            return (LoopYield.AtStart, atStart);
        }

        var atEnd = AwaitSite.Of(body is BlockSyntax { Statements: { Count: > 0 } statements } ? statements.Last() : body, code);
        return atEnd.Obstacle is null ? (LoopYield.AtEnd, atEnd) : (LoopYield.AtStart, atStart);
    }
}
