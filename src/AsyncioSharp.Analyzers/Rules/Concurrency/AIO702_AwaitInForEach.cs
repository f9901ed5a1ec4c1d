using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO702, AIO752: each iteration of a loop waits, although it does not depend on the previous one. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitInForEachAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO702";
    public const string UnfixableId = "AIO752";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Independent awaits in a loop", RuleCategory.Concurrency, DiagnosticSeverity.Info,
        "Each iteration waits for the previous one without using its result: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Independent awaits in a loop, where they cannot be gathered as written", RuleCategory.Concurrency,
        DiagnosticSeverity.Info,
        "Each iteration waits for the previous one without using its result: start '{0}' for all items, then await them with 'Asyncio.Gather' or 'Task.WhenAll'");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Loop);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: false, Syntax: ForEachStatementSyntax statement } loop ||
            IndependentRounds.CallOf(loop, symbols) is not { } call ||
            CodeSite.OfAsync(context, symbols) is not { Function.Symbol.IsAsync: true, IsInTest: false } code ||
            (symbols.IsCoroutine(call.Type) && code.IsWithoutLoop)) // AIO405 reports the await, and Gather would throw as well.
        {
            return;
        }

        var location = statement.ForEachKeyword.GetLocation();
        context.ReportDiagnostic(GatherLoop.Of(statement, loop, call, symbols) is { } found
            ? Diagnostic.Create(Fixable, location, new Edit(found.Kind).ToProperties(), found.Text)
            : Diagnostic.Create(
                Directives.Suppress(Id, statement, statement) ? Fixable : Unfixable, location, AwaitSyntax.Display(call.Syntax)));
    }
}
