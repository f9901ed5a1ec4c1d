using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO911 to AIO914: suppresses requests for ConfigureAwait(false) in code that must stay on the loop, where AIO404 reports the opposite.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContextSuppressor() : PeerSuppressor(
    new SuppressionDescriptor("AIO911", "CA2007", Reason),
    new SuppressionDescriptor("AIO912", "VSTHRD111", Reason),
    new SuppressionDescriptor("AIO913", "MA0004", Reason),
    new SuppressionDescriptor("AIO914", "RCS1090", Reason))
{
    private const string Reason = "Code on the loop stays on the loop: ConfigureAwait(false) is a mistake there, which AIO404 reports.";

    private protected override bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols,
        SuppressionAnalysisContext context) =>
        WhereIs(node, model, symbols) == ThreadKind.Loop;
}
