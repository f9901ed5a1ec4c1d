using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO901: CS4014 is silent about coroutines and tasks of the loop, because AIO201 and AIO301 see more of them and say it better.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitWarningSuppressor : DiagnosticSuppressor
{
    internal static readonly SuppressionDescriptor Rule = new(
        "AIO901", "CS4014", "AIO201 reports a dropped coroutine, AIO301 a dropped task; a task of a TaskGroup is kept by its group.");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Rule];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.Of(context.Compilation) is not { } symbols)
        {
            return;
        }

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var type = context.GetSemanticModel(tree).GetTypeInfo(node, context.CancellationToken).Type;
            if (symbols.IsCoroutine(type) || symbols.IsFuture(type))
            {
                context.ReportSuppression(Suppression.Create(Rule, diagnostic));
            }
        }
    }
}
