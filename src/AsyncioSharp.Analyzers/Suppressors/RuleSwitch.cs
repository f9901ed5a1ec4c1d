using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>Whether the user has turned a rule off for a file; findings of other analyzers are then not suppressed.</summary>
internal static class RuleSwitch
{
    public static bool IsOn(string id, SyntaxNode node, SuppressionAnalysisContext context)
    {
        var options = context.Compilation.Options;
        var severity = ReportDiagnostic.Default;
        var isSet = options.SyntaxTreeOptionsProvider is { } provider &&
            (provider.TryGetDiagnosticValue(node.SyntaxTree, id, context.CancellationToken, out severity) ||
                provider.TryGetGlobalDiagnosticValue(id, context.CancellationToken, out severity));
        return !(isSet || options.SpecificDiagnosticOptions.TryGetValue(id, out severity)) || severity != ReportDiagnostic.Suppress;
    }
}
