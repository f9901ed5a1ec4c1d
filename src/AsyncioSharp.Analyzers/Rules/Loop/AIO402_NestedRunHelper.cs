using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO402, AIO452: code that certainly runs on the loop calls code of the program that starts a loop, which throws. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NestedRunHelperAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO402";
    public const string UnfixableId = "AIO452";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Call that reaches Asyncio.Run", RuleCategory.Loop, DiagnosticSeverity.Warning,
        "'{0}' throws while an event loop is running, via {1}: return a coroutine, and write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Call that reaches Asyncio.Run, where the fix needs more than its calls", RuleCategory.Loop,
        DiagnosticSeverity.Warning,
        "'{0}' throws while an event loop is running, via {1}, and {2}: return a coroutine, and await it");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        Register(context, symbols, CallTargets.ArePossible, (operation, known) => Analyze(operation, graph, known), ReachingCall.Kinds);
    }

    private static void Analyze(OperationAnalysisContext context, CallGraph graph, KnownSymbols symbols)
    {
        // Only code that certainly runs on the loop, as in the rule about Run itself: an async Task method may run before there is a loop.
        if (!CallGraph.IsCandidate(context.Operation, context.ContainingSymbol, symbols) || CodeSite.OfLoop(context, symbols) is null)
        {
            return;
        }

        if (AsyncRunHelper.Of(context.Operation, graph, symbols) is { } path)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, context.Operation.Syntax.GetLocation(), CallPath.NameOf(path.Functions[0]), path.Text, "it returns a Task"));
        }

        if (ReachingCall.Of(context.Operation, graph, graph.Runs, symbols) is not { } call)
        {
            return;
        }

        var name = CallPath.NameOf(call.Chain.Functions[0]);
        var repair = RunHelperRepair.Of(call, symbols);
        if (repair.Obstacle is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Location, name, call.Chain.Text, repair.Obstacle));
            return;
        }

        var properties = repair.EditLocations[0].Edit.ToProperties();
        for (var i = 1; i < repair.EditLocations.Count; i++)
        {
            properties = repair.EditLocations[i].Edit.AddTo(properties, i);
        }

        var text = "await " + AwaitSyntax.Display(call.Operation.Syntax);
        context.ReportDiagnostic(Diagnostic.Create(Fixable, repair.EditLocations[0].Location,
            repair.EditLocations.Skip(1).Select(p => p.Location), properties, name, call.Chain.Text, text));
    }
}
