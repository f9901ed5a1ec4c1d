using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO506, AIO556: an async function has a token, and a call in it that takes one does not get it. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenNotForwardedAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO506";
    public const string UnfixableId = "AIO556";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Cancellation token is not forwarded", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of '{1}': write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Cancellation token is not forwarded, where the fix needs more than this call", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' accepts a cancellation token: '{1}' could be passed, but {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsAwaitableOrSource, Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var operation = (IInvocationOperation)context.Operation;
        if (!OperationFilter.MayBeOnTheLoop(operation, context.ContainingSymbol, symbols) || !IsAsync(operation, symbols) || TokenCall.Of(operation, symbols) is not { } call ||
            EnclosingFunction.Of(operation, context.ContainingSymbol) is not { } function || IsItself(call, function) ||
            FunctionThread.Of(function, symbols) is var where && !RuleScope.Includes(where, context) ||
            TokenInScope.Of(function, where == ThreadKind.Loop, operation.SemanticModel!, operation.Syntax.SpanStart, symbols) is not { } token ||
            function.IsInExpressionTree(symbols) || Cleanup.Contains(operation, function, symbols))
        {
            return;
        }

        var form = call.FormWith(token.Text);
        if ((token.Obstacle ?? (form is null ? call.Obstacle : null)) is { } obstacle)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Location, call.Name, token.Text, obstacle));
        }
        else if (form is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Fixable, call.Location, DiagnosticProperties.Of(form, makeAsync: false), call.Name, token.Text, AwaitSyntax.Display(TokenArgument.Build(call.Syntax, form))));
        }
    }

    // What can be awaited, and whatever the program has made cancellable itself; other calls that block have rules of their own.
    private static bool IsAsync(IInvocationOperation call, KnownSymbols symbols) =>
        symbols.IsTask(call.Type) || symbols.IsCoroutine(call.Type) || call.Type?.Name == "IAsyncEnumerable" || !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty;

    // F() => F(CancellationToken.None) would call itself.
    private static bool IsItself(TokenCall call, EnclosingFunction function) =>
        !KnownSymbols.IsSame(call.Target, call.Call.TargetMethod) &&
        (KnownSymbols.IsSame(call.Target.OriginalDefinition, function.Symbol.OriginalDefinition) || KnownSymbols.IsSame(call.Target.OriginalDefinition, function.ContainingMember.OriginalDefinition));
}
