using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO921 to AIO926: suppresses findings that AIO101 to AIO103 report on the loop. The fixes of the other rules do not know coroutines.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingSuppressor() : PeerSuppressor(
    new SuppressionDescriptor("AIO921", "CA1849", Reason),
    new SuppressionDescriptor("AIO922", "MA0042", Reason),
    new SuppressionDescriptor("AIO923", "S6966", Reason),
    new SuppressionDescriptor("AIO924", "VSTHRD103", Reason),
    new SuppressionDescriptor("AIO925", "AsyncFixer02", Reason),
    new SuppressionDescriptor("AIO926", "S4462", Reason))
{
    private const string Reason = "AIO101, AIO102 or AIO103 reports the same call.";

    private protected override bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols,
        SuppressionAnalysisContext context) =>
        RuleScope.Includes(WhereIs(node, model, symbols), context.Options, node.SyntaxTree) && RuleAt(node, model, symbols) is { } rule &&
            RuleSwitch.IsOn(rule, node, context);

    // From the name outwards to its call.
    private static string? RuleAt(SyntaxNode node, SemanticModel model, KnownSymbols symbols)
    {
        for (var current = node; current is ExpressionSyntax; current = current.Parent)
        {
            var rule = model.GetOperation(current) switch
            {
                IInvocationOperation { TargetMethod.Name: "Sleep" } call
                    when KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Thread) => BlockingSleepAnalyzer.Id,
                { } operation when TaskWaitCall.Of(operation, symbols) is { } wait => wait.IsDone() ? null : TaskWaitAnalyzer.Id,
                IInvocationOperation call when CounterpartCall.Of(call, symbols) is not null => AsyncCounterpartAnalyzer.Id,
                _ => null,
            };
            if (rule is not null || current is InvocationExpressionSyntax)
            {
                return rule;
            }
        }

        return null;
    }
}
