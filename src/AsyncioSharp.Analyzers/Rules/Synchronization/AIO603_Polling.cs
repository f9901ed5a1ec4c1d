using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO603, AIO653: a loop that sleeps until other code has changed a state, and so detects the change late. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PollingAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO603";
    public const string UnfixableId = "AIO653";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Loop that polls for a change", RuleCategory.Synchronization, DiagnosticSeverity.Info,
        "This loop polls for a change, so it wakes up too often and reacts too late: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Loop that polls for a change, where no event exists yet", RuleCategory.Synchronization, DiagnosticSeverity.Info,
        "This loop polls for a change, so it wakes up too often and reacts too late: set an 'AsyncEvent' where '{0}' changes, and await it here");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Loop);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is not IWhileLoopOperation { Condition: { } condition } loop || !IsSleep(loop.Body, symbols) ||
            PolledState.Of(condition, symbols) is not { } state || CodeSite.OfAsync(context, symbols) is not { IsInTest: false } code)
        {
            return;
        }

        var found = loop.Syntax is WhileStatementSyntax statement ? PollReplacement.Of(statement, loop, symbols) : null;
        if (found?.Kind != PollReplacement.Task && code.IsWithoutLoop)
        {
            return; // An event or a queue can be awaited only on a loop.
        }

        if (found is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Fixable, loop.Syntax.GetFirstToken().GetLocation(),
                new Edit(found.Value.Kind).ToProperties(),
                found.Value.Text));
            return;
        }

        var keyword = loop.Syntax is DoStatementSyntax last ? last.DoKeyword : loop.Syntax.GetFirstToken();
        var rule = Directives.Suppress(Id, loop.Syntax, loop.Syntax) ? Fixable : Unfixable;
        context.ReportDiagnostic(Diagnostic.Create(rule, keyword.GetLocation(), AwaitSyntax.Display(state.Syntax)));
    }

    // Exactly one statement: a loop that does other work is a periodic job.
    private static bool IsSleep(IOperation body, KnownSymbols symbols) => body switch
    {
        IBlockOperation { Operations: { Length: 1 } operations } => IsSleep(operations[0], symbols),
        IExpressionStatementOperation { Operation: IAwaitOperation { Operation: { } awaited } } =>
            LockCall.CallIn(awaited) is { TargetMethod: { } method } && (
            symbols.IsAsyncio(method, "Sleep") || symbols.IsAsyncio(method, "Yield") ||
            (method.Name is "Delay" or "Yield" && KnownSymbols.Is(method.ContainingType, symbols.Task))),
        _ => false,
    };
}
