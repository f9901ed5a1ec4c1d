using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO206, AIO256: an async lambda becomes a delegate that returns nothing, so it cannot be awaited. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidLambdaAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO206";
    public const string UnfixableId = "AIO256";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Async lambda converted to a void delegate", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "This async lambda becomes async void, so its completion and its exceptions are lost: write '{0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Async lambda converted to a void delegate, where the delegate has to change", RuleCategory.Coroutines,
        DiagnosticSeverity.Warning,
        "This async lambda becomes async void, so its completion and its exceptions are lost: {0}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.AnonymousFunction);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;
        if (lambda is not { Symbol: { IsAsync: true, ReturnsVoid: true }, Syntax: AnonymousFunctionExpressionSyntax syntax } ||
            IsHandler(lambda) || CodeSite.Of(context, symbols) is not { } code)
        {
            return;
        }

        var location = syntax.AsyncKeyword.GetLocation();
        if (code.Thread == ThreadKind.OffLoop && RuleScope.Includes(ThreadKind.Async, context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, location, OffLoopAdvice(lambda)));
            return;
        }

        if (CodeSite.OfAsync(context, symbols) is null)
        {
            return;
        }

        var loop = ForEachLoop.Of(lambda, symbols);
        var around = EnclosingFunction.Of(lambda.Parent!, context.ContainingSymbol);
        var site = loop is null || around is null || AwaitsWithoutALoop(lambda, around, symbols)
            ? null
            : AwaitSite.Of(loop, around, lambda.SemanticModel!, symbols);
        context.ReportDiagnostic(site is { Obstacle: null }
            ? Diagnostic.Create(Fixable, location, new Edit(ForEachLoop.Kind, site.MakeAsync).ToProperties(),
                AwaitSyntax.Display(ForEachLoop.Build(loop!)!))
            : Diagnostic.Create(Unfixable, location, Advice(symbols)));
    }

    // The loop statement awaits in the function around it.
    private static bool AwaitsWithoutALoop(IAnonymousFunctionOperation lambda, EnclosingFunction around, KnownSymbols symbols) =>
        LoopAbsence.IsCertain(around, symbols) &&
        FunctionBody.Of(lambda).Any(operation => operation is IAwaitOperation await && LoopStart.IsNeededFor(await.Operation, symbols));

    private static string Advice(KnownSymbols symbols) => symbols.HasRuntime
        ? "use a delegate that returns a Coroutine, or start a task in it with 'Asyncio.CreateTask'"
        : "use a delegate that returns a Task";

    private static string OffLoopAdvice(IAnonymousFunctionOperation lambda) => CalleeOf(lambda) switch
    {
        { Name: "ForEach", ContainingType.Name: "Parallel" } => "use 'Parallel.ForEachAsync'",
        { Name: "For", ContainingType.Name: "Parallel" } => "use 'Parallel.ForAsync'",
        { Name: "Invoke", ContainingType.Name: "Parallel" } => "use 'Task.WhenAll' and 'Task.Run'",
        { ContainingType.Name: "ThreadPool" or "Thread" } => "use 'Task.Run', and keep its task",
        { ContainingType.Name: "Timer" } => "use a 'PeriodicTimer' in an async function",
        _ => "use a delegate that returns a Task",
    };

    private static IMethodSymbol? CalleeOf(IAnonymousFunctionOperation lambda)
    {
        var holder = FunctionUse.HolderOf(lambda);
        while (holder is IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
        {
            holder = FunctionUse.HolderOf(holder);
        }

        return (holder as IArgumentOperation)?.Parameter?.ContainingSymbol as IMethodSymbol;
    }

    // Events cannot await their handlers, which have this shape.
    private static bool IsHandler(IAnonymousFunctionOperation lambda)
    {
        if (HandlerShape.Is(lambda.Symbol))
        {
            return true;
        }

        var parent = lambda.Parent;
        while (parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IEventAssignmentOperation;
    }
}
