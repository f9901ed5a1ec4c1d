using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO101, AIO151: a thread that sleeps in an async function blocks the loop with all its tasks. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingSleepAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO101";
    public const string UnfixableId = "AIO151";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Thread.Sleep in an async function", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'Thread.Sleep' {0}: use '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Thread.Sleep in an async function, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'Thread.Sleep' {0}, and 'await' is not allowed in {1}: move '{2}' out of it");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, OperationFilter.Named("Sleep"), Analyze, OperationKind.Invocation);
        Register(context, symbols, IsSleep, AnalyzeGroup, OperationKind.MethodReference);
    }

    private static bool IsSleep(IOperation operation, KnownSymbols symbols) =>
        ((IMethodReferenceOperation)operation).Method is { Name: "Sleep" } method && KnownSymbols.Is(method.ContainingType, symbols.Thread);

    // times.ForEach(Thread.Sleep)
    private static void AnalyzeGroup(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var group = (IMethodReferenceOperation)context.Operation;
        if (InlineExecution.RunsInline(group, symbols) && CodeSite.OfBlocking(context, symbols) is { } code)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, group.Syntax.GetLocation(), code.Effect(), "a method group",
                code.IsCoroutine ? "await Asyncio.Sleep" : "await Task.Delay"));
        }
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var sleep = (IInvocationOperation)context.Operation;
        if (!KnownSymbols.Is(sleep.TargetMethod.ContainingType, symbols.Thread) || sleep.Syntax is not InvocationExpressionSyntax syntax)
        {
            return;
        }

        if (CodeSite.OfBlocking(context, symbols) is not { } code ||
            symbols.Users.IsNonBlocking(sleep.TargetMethod, receiver: null, syntax.SyntaxTree))
        {
            return;
        }

        var site = AwaitSite.OfRewritten(syntax, code);
        var edit = SleepReplacement.KindFor(sleep, code.IsCoroutine) is { } kind ? new Edit(kind, site.MakeAsync) : null;
        if (edit is null || !Binds(syntax, edit, code.Model, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), code.Effect(), "a sleep without end",
                "await new AsyncEvent().WaitAsync()"));
            return;
        }

        var replacement = "await " + AwaitSyntax.Display(
            AwaitConvention.For(syntax, code.Model, _ => SleepReplacement.Build(syntax, edit))(syntax), code.Model, syntax.SpanStart);
        context.ReportDiagnostic(site.Obstacle is null || Directives.Suppress(Id, syntax, syntax)
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), edit.ToProperties(), code.Effect(), replacement)
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), code.Effect(), site.Obstacle, replacement));
    }

    private static bool Binds(InvocationExpressionSyntax sleep, Edit edit, SemanticModel model, KnownSymbols symbols)
    {
        var output = SleepReplacement.Build(sleep, edit);
        var symbol = model.GetSpeculativeSymbolInfo(sleep.SpanStart, output, SpeculativeBindingOption.BindAsExpression).Symbol;
        return symbol is IMethodSymbol method &&
            (KnownSymbols.Is(method.ContainingType, symbols.Asyncio) || KnownSymbols.Is(method.ContainingType, symbols.Task));
    }
}
