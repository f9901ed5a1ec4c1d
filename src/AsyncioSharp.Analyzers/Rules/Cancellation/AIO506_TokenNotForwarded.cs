using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO506, AIO556: an async function has a token, but does not pass it to a call that takes one. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenNotForwardedAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO506";
    public const string UnfixableId = "AIO556";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Cancellation token is not forwarded", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of '{1}': write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Cancellation token is not forwarded, where the fix needs more than this call", RuleCategory.Cancellation,
        DiagnosticSeverity.Info,
        "'{0}' accepts a cancellation token: '{1}' could be passed, but {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, OperationFilter.IsAwaitableOrSource, Analyze, OperationKind.Invocation);
        context.RegisterOperationAction(loop => AnalyzeLoop(loop, symbols), OperationKind.Loop);
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: true } loop ||
            SequenceToken.Of(loop, symbols) is not { } sequence || CodeSite.OfAsync(context, symbols) is not { } code)
        {
            return;
        }

        if (TokenInScope.Of(code) is not { } token || CancelingRunner.Runs(code.Function, token.Text, symbols) ||
            Cleanup.Contains(loop, code.Function, symbols) ||
            SequenceToken.TextOf(sequence, SequenceToken.EditOf(token.Text), code.Model) is not { } text)
        {
            return;
        }

        var name = AwaitSyntax.Display(sequence);
        context.ReportDiagnostic(token.Obstacle is { } obstacle
            ? Diagnostic.Create(Unfixable, sequence.GetLocation(), name, token.Text, obstacle)
            : Diagnostic.Create(Fixable, sequence.GetLocation(), SequenceToken.EditOf(token.Text).ToProperties(), name, token.Text, text));
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (MissingToken.At((IInvocationOperation)context.Operation, context.ContainingSymbol, context.Options, symbols) is not { } missing)
        {
            return;
        }

        var (call, token) = (missing.Call, missing.Token);
        context.ReportDiagnostic(missing.Edit is not { } edit
            ? Diagnostic.Create(Unfixable, call.Location, call.Name, token.Text, missing.Obstacle)
            : Diagnostic.Create(Fixable, call.Location, edit.ToProperties(), call.Name, token.Text, call.TextOf(edit)));
    }
}
