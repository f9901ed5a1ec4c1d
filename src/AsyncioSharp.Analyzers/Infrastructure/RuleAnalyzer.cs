using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>The base class of all rules: concurrent, skips generated code, and off if nothing can be awaited.</summary>
public abstract class RuleAnalyzer(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    /// <summary>
    /// The property of a finding about an await that is no worse than the blocking call before it. <c>FixLaw</c> does not count it.
    /// </summary>
    internal const string NoWorse = "noWorse";

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. rules];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Of(start.Compilation, start.Options) is { } symbols && (symbols.HasRuntime || !NeedsRuntime))
            {
                Register(start, symbols);
            }
        });
    }

    /// <summary>Analyzes the operations of these kinds that pass the prefilter.</summary>
    private protected static void Register(
        CompilationStartAnalysisContext context, KnownSymbols symbols, Func<IOperation, KnownSymbols, bool> predicate,
        Action<OperationAnalysisContext, KnownSymbols> analyze, params OperationKind[] kinds) =>
        context.RegisterOperationAction(new OperationFilter.Filter(predicate, analyze, symbols).Pass, kinds);

    /// <summary>True for a rule whose advice needs the runtime; it is off in a project that only has <c>Task</c>.</summary>
    private protected virtual bool NeedsRuntime => false;

    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);

    // The parameters have the constructor's names because release tracking finds category and severity by name.
    private protected static DiagnosticDescriptor Describe(
        string id, string title, string category, DiagnosticSeverity defaultSeverity, string messageFormat) =>
        new(
            id,
            title,
            messageFormat,
            category,
            defaultSeverity,
            isEnabledByDefault: true,
            description: new RuleDescription(id),
            customTags: ["async", RuleDescription.IsFixable(id) ? "fixable" : "unfixable"]);
}
