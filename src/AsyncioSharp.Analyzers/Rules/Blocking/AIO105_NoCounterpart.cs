using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO105, AIO155: an async function calls a blocking member that has no async counterpart. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoCounterpartAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO105";
    public const string UnfixableId = "AIO155";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking call without an async counterpart", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1} and has no async counterpart: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking call without an async counterpart, where it cannot move to another thread", RuleCategory.Blocking,
        DiagnosticSeverity.Warning,
        "'{0}' {1} and has no async counterpart, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, BlockingFilter.MayBlock, Analyze, OperationKind.Invocation, OperationKind.PropertyReference,
            OperationKind.ObjectCreation);
        Register(context, symbols, BlockingFilter.MayBlockAsGroup, AnalyzeGroup, OperationKind.MethodReference);
    }

    private static void AnalyzeGroup(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (BlockingGroup.Of(context, symbols, static kind => kind is BlockingKind.Call or BlockingKind.Listed) is var (_, code))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, context.Operation.Syntax.GetLocation(), MemberUse.NameOf(context.Operation), code.Effect(),
                BlockingGroup.Advice(code)));
        }
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        // A test that checks what the garbage collector leaves has nothing else to run in the meantime.
        if (ThreadCall.Of(context, symbols, kind =>
            kind is BlockingKind.Call or BlockingKind.FileCall or BlockingKind.FileItems or BlockingKind.Listed) is not { } call ||
            (call.Name.StartsWith("GC.", StringComparison.Ordinal) && context.ContainingSymbol is IMethodSymbol method &&
                symbols.IsTest(method)))
        {
            return;
        }

        var location = call.Place.Site.GetLocation();
        var replacement = call.Hint.Length == 0 ? call.Place.Text : $"{call.Place.Text}' or use '{call.Hint}";
        context.ReportDiagnostic(call.Obstacle is null
            ? Diagnostic.Create(Fixable, location, call.Edit.ToProperties(), call.Name, call.Effect, replacement)
            : Diagnostic.Create(Unfixable, location, call.Name, call.Effect, call.Obstacle));
    }
}
