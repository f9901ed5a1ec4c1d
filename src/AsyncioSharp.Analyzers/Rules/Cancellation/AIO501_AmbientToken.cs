using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO501, AIO551: code on the loop awaits a .NET task that could be canceled together with its own task, and is not. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AmbientTokenAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO501";
    public const string UnfixableId = "AIO551";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Awaited call ignores cancellation", RuleCategory.Cancellation, DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of the current task: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Awaited call ignores cancellation, where the fix needs more than this call", RuleCategory.Cancellation,
        DiagnosticSeverity.Info,
        "'{0}' ignores cancellation of the current task: {1}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsAwaitable, Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var operation = (IInvocationOperation)context.Operation;
        if (!IsForeign(operation.Type, symbols) || !AwaitedTask.Is(operation, symbols))
        {
            return;
        }

        // Most calls are not on a loop, and that is known at once: which overloads there are costs a search.
        if (CodeSite.OfLoop(context, symbols) is not { } code)
        {
            return;
        }

        if (TokenCall.Of(operation, symbols) is not { } call)
        {
            AnalyzeTokenless(code, operation);
            return;
        }

        if (TokenInScope.Of(code) is not null || Cleanup.Contains(operation, code.Function, symbols))
        {
            return;
        }

        var edit = call.EditWith(TokenArgument.Ambient);
        if (edit is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Fixable, call.Location, edit.ToProperties(), call.Name, call.TextOf(edit)));
        }
        else if (call.Obstacle is { } obstacle)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Unfixable, call.Location, call.Name, $"pass 'Asyncio.CurrentToken', but {obstacle}"));
        }
    }

    // Whether the call may go on after the wait for it has ended is for the author to decide.
    private static void AnalyzeTokenless(CodeSite code, IInvocationOperation operation)
    {
        if (operation.Syntax is not InvocationExpressionSyntax syntax ||
            TokenlessCall.FutureOf(operation, code.Symbols) is not { } future ||
            Cleanup.Contains(operation, code.Function, code.Symbols))
        {
            return;
        }

        var location = (CalleeName.Of(syntax) ?? (SyntaxNode)syntax).GetLocation();
        var properties = ImmutableDictionary<string, string?>.Empty.Add(NoWorse, null);
        code.Context.ReportDiagnostic(Diagnostic.Create(Unfixable, location, properties, TokenCall.NameOf(operation),
            $"no overload takes a token, so a timeout takes effect only after it; to stop waiting at once, write 'await {future}'"));
    }

    private static bool IsForeign(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsTask(type) || type?.Name == "IAsyncEnumerable";
}
