using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO104, AIO154: an async function waits for another thread with an event, a handle or a join. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadWaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO104";
    public const string UnfixableId = "AIO154";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking wait for another thread in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}: write '{2}', or use '{3}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking wait for another thread in an async function, where it cannot move to another thread",
        RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, BlockingFilter.MayBlockOrEnd, Analyze, OperationKind.Invocation);
        Register(context, symbols, BlockingFilter.MayBlockAsGroup, AnalyzeGroup, OperationKind.MethodReference);
        context.RegisterOperationAction(operation => AnalyzeLoop(operation, symbols), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (ThreadCall.Of(context, symbols, kind =>
            kind is BlockingKind.Wait or BlockingKind.ThreadBoundWait or BlockingKind.ItemWait) is not { } call)
        {
            AnalyzeApm(context, symbols);
            return;
        }

        var location = call.Place.Site.GetLocation();
        context.ReportDiagnostic(call.Obstacle is null
            ? Diagnostic.Create(Fixable, location, call.Edit.ToProperties(), call.Name, call.Effect, call.Place.Text, call.Hint)
            : Diagnostic.Create(Unfixable, location, call.Name, call.Effect, call.Obstacle));
    }

    private static void AnalyzeGroup(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (BlockingGroup.Of(context, symbols, static kind => kind == BlockingKind.Wait) is var (_, code))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, context.Operation.Syntax.GetLocation(), MemberUse.NameOf(context.Operation), code.Effect(),
                BlockingGroup.Advice(code)));
        }
    }

    private static void AnalyzeApm(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ApmCall.IsWait(call) && CodeSite.OfBlocking(context, symbols) is { } code)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, call.Syntax.GetLocation(), MemberUse.NameOf(call), code.Effect(), ApmCall.Advice(call)));
        }
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (BusyWait.ConditionOf((ILoopOperation)context.Operation) is { } condition && CodeSite.OfBlocking(context, symbols) is { } code)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, condition.Syntax.GetLocation(), $"while ({AwaitSyntax.Display(condition.Syntax)})", code.Effect(),
                BusyWait.Advice(condition, code)));
        }
    }
}
