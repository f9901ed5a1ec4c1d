using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO101, AIO151: a thread that sleeps in an async function stops the loop and everything on it. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingSleepAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO101";
    public const string UnfixableId = "AIO151";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Thread.Sleep in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'Thread.Sleep' stops every task of the loop: use '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Thread.Sleep in an async function, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'Thread.Sleep' stops every task of the loop, and 'await' is not allowed in {0}: move '{1}' out of it");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Sleep"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var sleep = (IInvocationOperation)context.Operation;
        if (sleep.TargetMethod.Name != "Sleep" || !KnownSymbols.Is(sleep.TargetMethod.ContainingType, symbols.Thread) ||
            sleep.Syntax is not InvocationExpressionSyntax syntax || EnclosingFunction.Of(sleep, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || symbols.Users.IsNonBlocking(sleep.TargetMethod, receiver: null, syntax.SyntaxTree))
        {
            return;
        }

        var isCoroutine = symbols.IsCoroutine(function.Symbol.ReturnType);
        var form = SleepReplacement.FormOf(sleep, isCoroutine);
        if (form is null || !Binds(syntax, form, sleep.SemanticModel!, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), "a sleep without end", "await new AsyncEvent().WaitAsync()"));
            return;
        }

        var site = AwaitSite.Of(syntax, function, sleep.SemanticModel!, symbols);
        var replacement = "await " + AwaitSyntax.Display(AwaitConvention.For(syntax, sleep.SemanticModel!, _ => SleepReplacement.Build(syntax, form))(syntax));
        context.ReportDiagnostic(site.Obstacle is null
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), DiagnosticProperties.Of(form, site.MakeAsync), replacement)
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), site.Obstacle, replacement));
    }

    private static bool Binds(InvocationExpressionSyntax sleep, string form, SemanticModel model, KnownSymbols symbols)
    {
        var symbol = model.GetSpeculativeSymbolInfo(sleep.SpanStart, SleepReplacement.Build(sleep, form), SpeculativeBindingOption.BindAsExpression).Symbol;
        return symbol is IMethodSymbol method && (KnownSymbols.Is(method.ContainingType, symbols.Asyncio) || KnownSymbols.Is(method.ContainingType, symbols.Task));
    }
}
