using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO701, AIO751: consecutive awaits of which none needs the result of another. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SequentialAwaitsAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO701";
    public const string UnfixableId = "AIO751";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Independent awaits run one after the other", RuleCategory.Concurrency, DiagnosticSeverity.Info,
        "These {0} awaits are independent but run one after the other: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Independent awaits run one after the other, where they cannot be gathered as written", RuleCategory.Concurrency,
        DiagnosticSeverity.Info,
        "These {0} awaits are independent but run one after the other: start all of them, then await them with 'Asyncio.Gather' or 'Task.WhenAll'");

    // Few operations are awaits, so the search starts there and looks at the declarations around them.
    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var await = (IAwaitOperation)context.Operation;
        if (IndependentAwaits.DeclarationOf(await) is not { Parent: IBlockOperation block } first ||
            IndependentAwaits.From(first, block, symbols) is not { Count: > 1 } run ||
            CodeSite.OfAsync(context, symbols) is not { IsInTest: false } code)
        {
            return;
        }

        var areCoroutines = IndependentAwaits.AreCoroutines(run, symbols);
        if (areCoroutines && code.IsWithoutLoop)
        {
            return; // AIO405 reports each await, and Gather would throw as well.
        }

        var declarations = run.Select(group => group.Syntax).OfType<LocalDeclarationStatementSyntax>().ToList();
        var text = areCoroutines ? GatherDeclaration.TextOf(declarations, await.SemanticModel!) : null;
        var location = declarations[0].Declaration.GetLocation();
        context.ReportDiagnostic(text is null
            ? Diagnostic.Create(
                Directives.Suppress(Id, declarations[0], declarations[0].Parent!) ? Fixable : Unfixable, location, run.Count)
            : Diagnostic.Create(Fixable, location, GatherDeclaration.EditOf(run.Count).ToProperties(), run.Count, text));
    }
}
