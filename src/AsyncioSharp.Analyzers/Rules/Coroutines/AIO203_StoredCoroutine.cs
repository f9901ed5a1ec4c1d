using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO203, AIO253: a coroutine is stored in a field, and can be awaited only once. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredCoroutineAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO203";
    public const string UnfixableId = "AIO253";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine is stored", RuleCategory.Coroutines, DiagnosticSeverity.Info,
        "'{0}' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask({0})' in a {1}");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine is stored, where the fix needs more than its field", RuleCategory.Coroutines, DiagnosticSeverity.Info,
        "'{0}' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask({0})', or a 'Func<Coroutine>' that creates it");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, MayKeep, Analyze, OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment,
            OperationKind.FieldInitializer, OperationKind.PropertyInitializer);
        Register(context, symbols, OperationFilter.Named(KeptCoroutine.Methods), Analyze, OperationKind.Invocation);
        Register(context, symbols, static (operation, _) => operation.Type?.Name == "Lazy", Analyze, OperationKind.ObjectCreation);
    }

    // Nearly all assignments are of other types.
    private static bool MayKeep(IOperation operation, KnownSymbols symbols) =>
        (operation is ISymbolInitializerOperation initializer ? initializer.Value.Type : operation.Type)?.Name is "Coroutine" or "Nullable";

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        foreach (var kept in KeptCoroutine.In(context.Operation, context.ContainingSymbol.ContainingType, symbols))
        {
            context.ReportDiagnostic(FindingOf(kept, context.Operation.SemanticModel!, symbols));
        }
    }

    private static Diagnostic FindingOf(KeptCoroutine kept, SemanticModel model, KnownSymbols symbols)
    {
        var location = kept.Syntax.GetLocation();
        if (kept.Field is not { } field || TaskField.Of(field, model, symbols) is not { } repair)
        {
            return Diagnostic.Create(Unfixable, location, kept.Text);
        }

        var places = repair.EditLocations.Where(place => place.Syntax != kept.Syntax).ToList();
        var properties = new Edit(TaskField.Start).ToProperties();
        for (var i = 0; i < places.Count; i++)
        {
            properties = new Edit(places[i].Kind).AddTo(properties, i + 1);
        }

        return Diagnostic.Create(
            Fixable, location, places.Select(place => place.Syntax.GetLocation()), properties, kept.Text, repair.TypeName);
    }
}
