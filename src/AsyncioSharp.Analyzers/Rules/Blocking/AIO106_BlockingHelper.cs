using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO106, AIO156: an async function calls code of the program that blocks further down. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingHelperAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO106";
    public const string UnfixableId = "AIO156";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Call that reaches a blocking call", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}, {2}: write '{3}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Call that reaches a blocking call, where it cannot move to another thread", RuleCategory.Blocking,
        DiagnosticSeverity.Warning,
        "'{0}' {1}, {2}, and {3}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        Register(context, symbols, CallTargets.ArePossible, (operation, known) => Analyze(operation, graph, known), ReachingCall.Kinds);
    }

    private static void Analyze(OperationAnalysisContext context, CallGraph graph, KnownSymbols symbols)
    {
        if (!CallGraph.IsCandidate(context.Operation, context.ContainingSymbol, symbols) ||
            ReachingCall.Of(context.Operation, graph, graph.Blocking, symbols) is not { } call)
        {
            return;
        }

        if (CodeSite.OfBlocking(context, symbols) is not { } code || FunctionCalls.IsThrown(context.Operation) || call.IsInside() ||
            IsReportedOtherwise(call, graph, code) || IsHarmless(call, code))
        {
            return;
        }

        var move = HelperMove.Of(call, code);
        var name = CallPath.NameOf(call.Chain.Functions[0]);
        context.ReportDiagnostic(move.Obstacle is null
            ? Diagnostic.Create(Fixable, move.Location, move.Edit.ToProperties(), name, code.Effect(), call.Chain.Text, move.Text)
            : Diagnostic.Create(Unfixable, move.Location, name, code.Effect(), call.Chain.Text, move.Obstacle));
    }

    private static bool IsHarmless(ReachingCall call, CodeSite code) =>
        KeptValue.IsReadAgain(call.Operation, code.Symbols) || MemoryCall.NeverWaits(call.Operation, call.Chain, code.Symbols) ||
        (call.Operation is IInvocationOperation invocation && ComparedCall.Is(invocation, invocation.TargetMethod.Name + "Async", code));

    // Reported by the rule about counterparts, or as a nested run, which throws before it blocks.
    private static bool IsReportedOtherwise(ReachingCall call, CallGraph graph, CodeSite code) =>
        HelperCounterpart.Of(call.Operation, code.Function, code.Symbols) is not null ||
        (code.Thread == ThreadKind.Loop && graph.Runs.From(call.Edge) is not null) || IsReportedElsewhere(call, code);

    private static bool IsNestedIn(IMethodSymbol last, EnclosingFunction function) =>
        last.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction && function.Operation.Root().Syntax is var member &&
        last.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == member.SyntaxTree && member.Span.Contains(reference.Span));

    // Reported in the local function or lambda that itself blocks, or at a using whose disposal can be awaited.
    private static bool IsReportedElsewhere(ReachingCall call, CodeSite code) =>
        IsNestedIn(call.Chain.Functions.Last(), code.Function) ||
        (code.Function.Symbol.IsAsync && AsyncDispose.CanBeAwaited(call.Operation) && AsyncDispose.Blocks(call.Operation, code.Symbols));
}
