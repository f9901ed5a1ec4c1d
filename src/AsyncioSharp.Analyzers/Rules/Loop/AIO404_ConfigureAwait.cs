using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO404, AIO454: code that certainly runs on the loop asks to continue elsewhere. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigureAwaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO404";
    public const string UnfixableId = "AIO454";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "ConfigureAwait(false) on the event loop", RuleCategory.Loop, DiagnosticSeverity.Warning,
        "'ConfigureAwait' has no effect in a coroutine, and in any other function it leaves the event loop: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "ConfigureAwait(false) on the event loop, where the fix needs more than this call", RuleCategory.Loop,
        DiagnosticSeverity.Warning,
        "'ConfigureAwait' has no effect in a coroutine, and in any other function it leaves the event loop: use '{0}' directly");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("ConfigureAwait"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ContextRemoval.KindOf(call, symbols) is not { } kind ||
            call.Syntax is not InvocationExpressionSyntax { Expression: var callee } syntax ||
            IsWaitedFor(call) || CodeSite.OfLoop(context, symbols) is null)
        {
            return;
        }

        if (callee is not MemberAccessExpressionSyntax access)
        {
            var receiver = syntax.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression ?? callee;
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), AwaitSyntax.Display(receiver)));
            return;
        }

        context.ReportDiagnostic(ContextRemoval.StaysLegal(call) && !Directives.AreInside(syntax)
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(kind).ToProperties(),
                AwaitSyntax.Display(ContextRemoval.Build(syntax, kind), call.SemanticModel!, syntax.SpanStart))
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), AwaitSyntax.Display(access.Expression)));
    }

    // Nothing is awaited there: the rule about waits reports it, and its fix removes the call.
    private static bool IsWaitedFor(IInvocationOperation call) =>
        call.Parent is IInvocationOperation
        {
            TargetMethod.Name: "GetAwaiter",
            Parent: IInvocationOperation { TargetMethod.Name: "GetResult" }
        };
}
