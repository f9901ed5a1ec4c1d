using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO501, AIO551: code on the loop awaits a foreign task that could be cancelled with its own, and is not. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AmbientTokenAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO501";
    public const string UnfixableId = "AIO551";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Awaited call ignores cancellation", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of the current task: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Awaited call ignores cancellation, where the fix needs more than this call", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of the current task: pass 'Asyncio.CurrentToken', but {1}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsAwaitable, Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var operation = (IInvocationOperation)context.Operation;
        if (!IsAwaited(operation) || !OperationFilter.MayBeOnTheLoop(operation, context.ContainingSymbol, symbols) || !IsForeign(operation.Type, symbols) ||
            TokenCall.Of(operation, symbols) is not { } call || EnclosingFunction.Of(operation, context.ContainingSymbol) is not { } function || FunctionThread.Of(function, symbols) != ThreadKind.Loop ||
            TokenInScope.Of(function, onLoop: true, operation.SemanticModel!, operation.Syntax.SpanStart, symbols) is not null ||
            function.IsInExpressionTree(symbols) || Cleanup.Contains(operation, function, symbols))
        {
            return;
        }

        var form = call.FormWith(TokenArgument.Ambient);
        if (form is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Fixable, call.Location, DiagnosticProperties.Of(form, makeAsync: false), call.Name, AwaitSyntax.Display(TokenArgument.Build(call.Syntax, form))));
        }
        else if (call.Obstacle is { } obstacle)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Location, call.Name, obstacle));
        }
    }

    private static bool IsForeign(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsTask(type) || type?.Name == "IAsyncEnumerable";

    private static bool IsAwaited(IOperation value) => value.Parent switch
    {
        IAwaitOperation => true,
        IForEachLoopOperation { IsAsynchronous: true } loop => loop.Collection == value,
        IConversionOperation or IParenthesizedOperation => IsAwaited(value.Parent),
        IConditionalAccessOperation access => access.WhenNotNull == value && IsAwaited(access),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } wrapped => wrapped.Instance == value && IsAwaited(wrapped),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ConfigureAwait", IsExtensionMethod: true } } wrapped } => IsAwaited(wrapped),
        _ => false,
    };
}
