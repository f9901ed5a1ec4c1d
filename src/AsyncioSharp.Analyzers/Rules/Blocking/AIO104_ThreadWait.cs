using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO104, AIO154: an async function waits for another thread with an event, a handle, a join. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadWaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO104";
    public const string UnfixableId = "AIO154";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking wait for another thread in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' stops every task of the loop: write '{1}', or use '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking wait for another thread in an async function, where it cannot move to another thread", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' stops every task of the loop, and {1}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, BlockingFilter.MayBlockOrEnd, Analyze, OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeLoop(operation, symbols), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (ThreadCall.Of(context, symbols, kind => kind is BlockingKind.Wait or BlockingKind.ThreadBoundWait or BlockingKind.ItemWait) is not { } call)
        {
            AnalyzeApm(context, symbols);
            return;
        }

        var location = call.Place.Site.GetLocation();
        context.ReportDiagnostic(call.Advice is null
            ? Diagnostic.Create(Fixable, location, DiagnosticProperties.Of(call.Form, call.MakeAsync), call.Name, call.Place.Text, call.Hint)
            : Diagnostic.Create(Unfixable, location, call.Name, call.Advice));
    }
    private static void AnalyzeApm(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ApmCall.IsWait(call) && IsOnTheLoop(context, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, call.Syntax.GetLocation(), $"{(call.Instance?.Type ?? call.TargetMethod.ContainingType).Name}.{call.TargetMethod.Name}", ApmCall.Advice(call)));
        }
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (BusyWait.ConditionOf((ILoopOperation)context.Operation) is { } condition && IsOnTheLoop(context, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, condition.Syntax.GetLocation(), $"while ({AwaitSyntax.Display(condition.Syntax)})", BusyWait.Advice(condition, symbols)));
        }
    }

    private static bool IsOnTheLoop(OperationAnalysisContext context, KnownSymbols symbols) =>
        EnclosingFunction.Of(context.Operation, context.ContainingSymbol) is { } function && RuleScope.Includes(FunctionThread.Of(function, symbols), context) && !SyncAsyncFlag.Selects(context.Operation);
}
