using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO102, AIO152: an async function blocks until a task is done, which may be waiting for this very thread. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskWaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO102";
    public const string UnfixableId = "AIO152";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking wait for a task in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking wait for a task in an async function, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Result", "GetResult", "Wait", "WaitAll", "WaitAny"), Analyze, OperationKind.Invocation, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (!OperationFilter.MayBeOnTheLoop(context.Operation, context.ContainingSymbol, symbols) || TaskWaitCall.Of(context.Operation, symbols) is not { } wait || EnclosingFunction.Of(wait.Operation, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || SyncAsyncFlag.Selects(wait.Operation) || wait.IsDone() || wait.IsNonBlocking(symbols))
        {
            return;
        }

        var model = wait.Operation.SemanticModel!;
        var isCoroutine = symbols.IsCoroutine(function.Symbol.ReturnType);
        var form = TaskWaitForm.Of(wait, isCoroutine, symbols);
        var site = AwaitSite.Of(form.Replaced, function, model, symbols);
        var text = form.Text;
        if (TestedTask.Is(wait, form, function, context.ContainingSymbol, symbols))
        {
            return;
        }

        var advice = site.Obstacle is { } obstacle ? $"'await' is not allowed in {obstacle}: move '{text}' out of it" : (form.Obstacle ?? WrappedFailure.Obstacle(wait.Operation, symbols)) is { } reason ? $"{reason}: write '{text}' instead" : null;
        var effect = wait.IsOfLoop ? "waits for nothing and throws unless it is done" : "stops every task of the loop, also the one that it waits for";
        var location = form.Site.GetLocation();
        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, location, DiagnosticProperties.Of(form.Name, site.MakeAsync), wait.Name, effect, text)
            : Diagnostic.Create(Unfixable, location, wait.Name, effect, advice));
    }
}
