using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO401, AIO451: code that certainly runs on the loop starts a loop, which throws. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NestedRunAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO401";
    public const string UnfixableId = "AIO451";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Asyncio.Run inside a running event loop", RuleCategory.Loop, DiagnosticSeverity.Error,
        "'{0}' throws because the event loop is already running: write 'await {1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Asyncio.Run inside a running event loop, where await is not allowed", RuleCategory.Loop, DiagnosticSeverity.Error,
        "'{0}' throws because the event loop is already running, and 'await' is not allowed in {1}: move 'await {2}' out of it");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Run"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        // Only code that certainly runs on the loop, because this is an error. An async Task Main, or a test, may start a loop.
        var run = (IInvocationOperation)context.Operation;
        if (!LoopRun.Is(run.TargetMethod, symbols) ||
            run.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } syntax ||
            CodeSite.OfLoop(context, symbols) is not { } code)
        {
            return;
        }

        var name = $"{run.TargetMethod.ContainingType.Name}.Run";
        var kind = NestedRunReplacement.KindFor(run, syntax, symbols, out var operand);
        var text = AwaitSyntax.Display(operand);
        var site = AwaitSite.OfRewritten(syntax, code);
        var obstacle = site.Obstacle ??
            (syntax.ArgumentList.Arguments.Count > 1 ? "a Run with options of its own" : kind is null ? "a lambda with statements" : null);
        context.ReportDiagnostic(obstacle is null || (kind is not null && Directives.Suppress(Id, syntax, syntax))
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(kind!, site.MakeAsync).ToProperties(), name, text)
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), name, obstacle, text));
    }
}
