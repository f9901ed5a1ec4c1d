using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO102, AIO152: an async function blocks until a task is done, while the task may be waiting for this thread. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskWaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO102";
    public const string UnfixableId = "AIO152";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking wait for a task in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking wait for a task in an async function, where await is not allowed", RuleCategory.Blocking,
        DiagnosticSeverity.Warning,
        "'{0}' {1}, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Result", "GetResult", "Wait", "WaitAll", "WaitAny"), Analyze,
            OperationKind.Invocation, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (TaskWaitCall.Of(context.Operation, symbols) is not { } wait || CodeSite.OfBlocking(context, symbols) is not { } code)
        {
            return;
        }

        if (wait.IsDone() || wait.IsNonBlocking(symbols))
        {
            return;
        }

        var form = TaskWaitForm.Of(wait, code);
        var site = AwaitSite.OfRewritten(form.Replaced, code);
        var text = form.Text;
        if (TestedTask.Is(wait, form, code))
        {
            return;
        }

        var advice = site.AdviceTo(text) ?? ((form.Obstacle ?? WrappedFailure.Obstacle(wait.Operation, symbols)) is { } reason
            ? $"{reason}: write '{text}' instead" : null);
        var effect = wait.IsOfLoop
            ? "does not wait, and throws unless the task is done"
            : $"{code.Effect()} and deadlocks if the task needs it";
        var location = form.Site.GetLocation();
        context.ReportDiagnostic(advice is null || Directives.Suppress(Id, form.Site, form.Replaced)
            ? Diagnostic.Create(Fixable, location, form.Edit.WithAsync(site.MakeAsync).ToProperties(), wait.Name, effect, text)
            : Diagnostic.Create(Unfixable, location, wait.Name, effect, advice));
    }
}
