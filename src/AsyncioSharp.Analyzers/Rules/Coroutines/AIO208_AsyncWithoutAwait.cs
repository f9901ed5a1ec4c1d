using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO208, AIO258: an async function that awaits nothing. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncWithoutAwaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO208";
    public const string UnfixableId = "AIO258";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Async function that never awaits", RuleCategory.Coroutines, DiagnosticSeverity.Info,
        "'{0}' is async but never awaits: make it synchronous, and call it without await");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Async function that never awaits, where the fix needs more than its calls", RuleCategory.Coroutines,
        DiagnosticSeverity.Info,
        "'{0}' is async but never awaits, and {1}: make it synchronous, or await something in it");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.MethodBody, OperationKind.LocalFunction);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var method = context.Operation is ILocalFunctionOperation local ? local.Symbol : context.ContainingSymbol as IMethodSymbol;
        if (method is not { IsAsync: true, ReturnsVoid: false } ||
            CodeSite.OfAsync(context, symbols) is not { Function: { IsTopLevel: false } function, Model: var model } ||
            !NothingToAwait.In(function, symbols) || SyncRepair.Of(method, function, model, symbols) is not { } repair)
        {
            return;
        }

        var location = function.Syntax is LocalFunctionStatementSyntax { Identifier: var name } ? name.GetLocation() : method.Locations[0];
        if (repair.Obstacle is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, location, method.Name, repair.Obstacle));
            return;
        }

        var properties = new Edit(SyncRepair.Declaration).ToProperties();
        for (var i = 0; i < repair.Awaits.Count; i++)
        {
            properties = new Edit(SyncRepair.Call).AddTo(properties, i + 1);
        }

        context.ReportDiagnostic(Diagnostic.Create(Fixable, location, repair.Awaits.Select(a => a.GetLocation()), properties, method.Name));
    }
}
