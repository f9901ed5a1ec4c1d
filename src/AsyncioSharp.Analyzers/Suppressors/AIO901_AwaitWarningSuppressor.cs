using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO901 to AIO903: suppresses warnings about calls that are not awaited for coroutines and tasks of the loop, because AIO201 and AIO301
/// find more of them and describe them better.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitWarningSuppressor() : PeerSuppressor(
    new SuppressionDescriptor("AIO901", "CS4014", Reason),
    new SuppressionDescriptor("AIO902", "VSTHRD110", Reason),
    new SuppressionDescriptor("AIO903", "MA0134", Reason))
{
    private const string Reason = "AIO201 reports a dropped coroutine, AIO301 a dropped task; a task of a TaskGroup is kept by its group.";

    private protected override bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols, SuppressionAnalysisContext context)
    {
        // Some are reported at the call, others at its name.
        var type = OperationAround(node, model)?.Type;
        return symbols.IsCoroutine(type) || symbols.IsFuture(type);
    }
}
