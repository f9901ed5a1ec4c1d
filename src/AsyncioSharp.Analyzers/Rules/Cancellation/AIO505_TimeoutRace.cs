using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO505, AIO555: work races against a delay, and when the time is over nobody waits for the work any more. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeoutRaceAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO505";
    public const string UnfixableId = "AIO555";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Timeout written as a race against a delay", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "The task that loses this race keeps running, and its exceptions are lost: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Timeout written as a race against a delay, where the fix needs more than this call", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "The task that loses this race keeps running, and its exceptions are lost: use '{0}', which throws a 'TimeoutException'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("WhenAny", "Wait"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var isRace = call.TargetMethod.Name == "WhenAny" && KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Task);
        if ((!isRace && !symbols.IsAsyncio(call.TargetMethod, "Wait")) || EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || function.IsInExpressionTree(symbols))
        {
            return;
        }

        var onLoop = symbols.IsCoroutine(function.Symbol.ReturnType);
        var replacement = onLoop ? "Asyncio.WaitFor" : "Task.WaitAsync";
        if (!isRace)
        {
            if (WaitRace.Is(call, function, symbols))
            {
                context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), replacement));
            }

            return;
        }

        if (DelayRace.Of(call, function, symbols) is not { } race || !race.IsLost(function))
        {
            return;
        }

        if (RaceRewrite.Of(race, function, onLoop) is not { } rewrite)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), replacement));
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Fixable, call.Syntax.GetLocation(), rewrite.Places.Select(static p => p.GetLocation()), DiagnosticProperties.Of(rewrite.Form, makeAsync: false), rewrite.Text));
    }
}
