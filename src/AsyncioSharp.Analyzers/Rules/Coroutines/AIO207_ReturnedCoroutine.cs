using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO207, AIO257: a coroutine is returned from a using, a try or a lock, which has ended before the coroutine starts. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnedCoroutineAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO207";
    public const string UnfixableId = "AIO257";

    /// <summary>The kind for a function that only has to become async.</summary>
    public const string Async = nameof(Async);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine returned out of its scope", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' runs after the enclosing {1} has ended: make the function async, and write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine returned out of its scope, where await is not allowed", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' runs after the enclosing {1} has ended, and 'await' is not allowed in {2}: await it there in an async function");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.ReturnsCoroutine, Analyze, OperationKind.Return);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var result = (IReturnOperation)context.Operation;
        if (result.ReturnedValue is not { Syntax: ExpressionSyntax syntax } value || !symbols.IsCoroutine(value.Type) ||
            LeftScope.Of(result) is not { } scope || !IsFresh(value, symbols) ||
            CodeSite.Of(context, symbols) is not { Function.Symbol: { IsAsync: false } function } code)
        {
            return;
        }

        var text = AwaitSyntax.Display(syntax);
        var site = AwaitSite.Of(syntax, code);
        context.ReportDiagnostic(site.Obstacle is null
            ? Diagnostic.Create(
                Fixable, syntax.GetLocation(), new Edit(Async, makeAsync: true).ToProperties(), text, scope,
                (AsyncConversion.ReturnsValue(function) ? "return " : "") + AwaitSyntax.Display(AwaitSyntax.Await(syntax.WithoutTrivia())))
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), text, scope, site.Obstacle));
    }

    // A coroutine that existed before may be returned deliberately.
    private static bool IsFresh(IOperation value, KnownSymbols symbols) =>
        FreshCoroutine.Of(value is ILocalReferenceOperation local ? TaskAliases.OnlyValue(local) : value, symbols) is not null;
}
