using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO502, AIO552: a handler around an await ends a cancellation, so the task goes on as if nobody had cancelled it. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedCancellationAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO502";
    public const string UnfixableId = "AIO552";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Cancellation is swallowed", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "A cancellation of the task ends in this 'catch', and the task goes on: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Cancellation is swallowed, where more than the filter has to change", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "A cancellation of the task ends in this 'catch', and the task goes on: let it out with 'throw'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Try);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var attempt = (ITryOperation)context.Operation;
        var caught = attempt.Catches.FirstOrDefault(clause => SwallowingCatch.TakesCancellation(clause, symbols));
        if (caught is not { Syntax: CatchClauseSyntax syntax } || SwallowingCatch.Passes(caught) ||
            EnclosingFunction.Of(attempt, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(Execution.Of(function, symbols), context) || !CanBeCancelled(attempt, caught, function, context, symbols))
        {
            return;
        }

        var form = CancellationPassing.FormOf(syntax, symbols.IsCancellation(caught.ExceptionType));
        var location = syntax.CatchKeyword.GetLocation();
        context.ReportDiagnostic(form is null
            ? Diagnostic.Create(Unfixable, location)
            : Diagnostic.Create(Fixable, location, DiagnosticKeys.Of(form, makeAsync: false), CancellationPassing.TextOf(syntax, form, attempt.SemanticModel!)));
    }

    private static bool CanBeCancelled(
        ITryOperation attempt, ICatchClauseOperation caught, EnclosingFunction function, OperationAnalysisContext context, KnownSymbols symbols)
    {
        var operations = OwnCode.Of(function.Operation).ToList();
        if (operations.Any(o => IsAwareOfCancellation(o, attempt)))
        {
            return false;
        }

        // Who names the exception means it: then only what surely runs in this task counts, for another task may have been cancelled by others.
        var isNamed = symbols.IsCancellation(caught.ExceptionType);
        return isNamed
            ? Execution.Of(function, symbols) == RunsOn.Loop && OwnCode.Of(attempt.Body).Any(o => o is IAwaitOperation awaited && symbols.IsCoroutine(awaited.Operation.Type))
            : OwnCode.Of(attempt.Body).Any(OwnCode.IsAwait);
    }

    // task.Cancel(); try { await task; } catch { }: the cancellation is the function's own. And some functions look at the token later.
    private static bool IsAwareOfCancellation(IOperation operation, ITryOperation attempt) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAfter" or "CancelAsync" } => operation.Syntax.SpanStart < attempt.Syntax.Span.End,
        IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" or "Uncancel" } => true,
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "CancelRequests" or "IsCanceled" } => true,
        _ => false,
    };
}
