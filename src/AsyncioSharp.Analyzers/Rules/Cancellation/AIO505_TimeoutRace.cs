using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO505, AIO555: work races against a delay, and after the timeout nothing waits for the work. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeoutRaceAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO505";
    public const string UnfixableId = "AIO555";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Timeout written as a race against a delay", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "The task that loses this race keeps running, and its exceptions are lost: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Timeout written as a race against a delay, where the fix needs more than this call", RuleCategory.Cancellation,
        DiagnosticSeverity.Warning,
        "The task that loses this race keeps running, and its exceptions are lost: use '{0}', which throws a 'TimeoutException'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("WhenAny", "Wait"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var isRace = call.TargetMethod.Name == "WhenAny" && KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Task);
        if ((!isRace && !symbols.IsAsyncio(call.TargetMethod, "Wait")) || CodeSite.OfAsync(context, symbols) is not { } code)
        {
            return;
        }

        if (isRace)
        {
            AnalyzeRace(call, code);
        }
        else if (WaitRace.Is(call, code.Function, symbols))
        {
            ReportUnfixable(call, code);
        }
    }

    private static void AnalyzeRace(IInvocationOperation call, CodeSite code)
    {
        if (DelayRace.Of(call, code.Function, code.Symbols) is not { } race || !race.IsLost(code.Function))
        {
            return;
        }

        if (RaceRewrite.Of(race, code.Function, code.IsCoroutine) is not { } rewrite)
        {
            ReportUnfixable(call, code);
            return;
        }

        code.Context.ReportDiagnostic(Diagnostic.Create(
            Fixable, call.Syntax.GetLocation(), rewrite.EditLocations.Select(static p => p.GetLocation()), rewrite.Edit.ToProperties(),
                rewrite.Text));
    }

    private static void ReportUnfixable(IInvocationOperation call, CodeSite code)
    {
        var block = call.Syntax.FirstAncestorOrSelf<BlockSyntax>();
        var rule = block is not null && Directives.Suppress(Id, call.Syntax, block) ? Fixable : Unfixable;
        code.Context.ReportDiagnostic(Diagnostic.Create(
            rule, call.Syntax.GetLocation(), code.IsCoroutine ? "Asyncio.WaitFor" : "Task.WaitAsync"));
    }
}
