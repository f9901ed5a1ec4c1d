using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO209, AIO259: an async function that returns nothing, so it cannot be awaited. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO209";
    public const string UnfixableId = "AIO259";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Async void function", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is async void, so callers cannot await it or catch its exceptions: return a {1}, and await its calls");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Async void function, where the fix needs more than its calls", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is async void, so callers cannot await it or catch its exceptions, and {1}: {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.MethodBody, OperationKind.LocalFunction);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var method = context.Operation is ILocalFunctionOperation local ? local.Symbol : context.ContainingSymbol as IMethodSymbol;
        if (method is not { IsAsync: true, ReturnsVoid: true } ||
            CodeSite.OfAsync(context, symbols) is not { Function: var function, Model: var model } ||
            AsyncVoidRepair.Of(method, function.Syntax, model, symbols) is not { } repair)
        {
            return;
        }

        var location = function.Syntax is LocalFunctionStatementSyntax { Identifier: var name } ? name.GetLocation() : method.Locations[0];
        if (repair.Obstacle is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, location, method.Name, repair.Obstacle, AsyncVoidRepair.Advice(symbols)));
            return;
        }

        var properties = new Edit(repair.Kind).ToProperties();
        for (var i = 0; i < repair.Calls.Count; i++)
        {
            properties = new Edit(AsyncVoidRepair.Await, repair.Calls[i].MakeAsync).AddTo(properties, i + 1);
        }

        context.ReportDiagnostic(Diagnostic.Create(Fixable, location, repair.Calls.Select(c => c.Syntax.GetLocation()), properties,
            method.Name, repair.Kind));
    }
}
