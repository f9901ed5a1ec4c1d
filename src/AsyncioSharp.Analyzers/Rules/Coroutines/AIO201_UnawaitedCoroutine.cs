using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO201, AIO251: a coroutine is created and discarded, so its body never runs. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedCoroutineAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO201";
    public const string UnfixableId = "AIO251";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine is never awaited", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is never awaited, so it never runs: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine is never awaited, where await is not allowed", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is never awaited, so it never runs: {1}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, UnobservedResult.MayDiscard, Analyze, OperationKind.ExpressionStatement,
            OperationKind.VariableDeclarator);
        Register(context, symbols, OperationFilter.Named("Count", "LongCount", "Any"), AnalyzeCount, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var candidate = UnobservedResult.Candidate(context.Operation);
        if (FreshCoroutine.Of(candidate, symbols) is not { } fresh)
        {
            AnalyzeSequence(context, candidate, symbols);
            return;
        }

        if (UnobservedResult.Of(context.Operation) is not { Value.Syntax: ExpressionSyntax } drop ||
            CodeSite.Of(context, symbols) is not { } code)
        {
            return;
        }

        var isWrapped = FreshCoroutine.IsWrapped(fresh.Type, symbols);
        var plan = CoroutineAwait.Of(drop, fresh, symbols);
        var site = AwaitSite.OfRewritten(plan.Replaced, code);
        var text = AwaitSyntax.Display(drop.Expression is ConditionalAccessExpressionSyntax access
            ? NullTest.CallOf(access)
            : drop.Expression);
        var name = NameOf(fresh, isWrapped, symbols);
        var advice = isWrapped
            ? $"'{text}' is never awaited either: await it on the event loop instead, or start it there with 'Asyncio.CreateTask'"
            : Advice(code, site.Obstacle ?? plan.Obstacle, text);
        context.ReportDiagnostic(advice is null || Directives.Suppress(Id, drop.Expression, plan.Replaced)
            ? Diagnostic.Create(Fixable, drop.Expression.GetLocation(), new Edit(plan.Name, site.MakeAsync).ToProperties(), name,
                plan.TextFor(drop))
            : Diagnostic.Create(Unfixable, drop.Expression.GetLocation(), name, advice));
    }

    private static string NameOf(IOperation fresh, bool isWrapped, KnownSymbols symbols)
    {
        if (isWrapped && FreshCoroutine.MadeBy(fresh, symbols) is { } inner)
        {
            return inner;
        }

        return fresh is IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } call
            ? call.TargetMethod.Name
            : AwaitSyntax.Display(fresh.Parent is IConditionalAccessOperation ? fresh.Parent.Syntax : fresh.Syntax);
    }

    // Awaiting them one after the other or all at once is for the author to decide.
    private static void AnalyzeSequence(OperationAnalysisContext context, IOperation? candidate, KnownSymbols symbols)
    {
        if (DroppedCoroutines.SourceOf(candidate, symbols) is not { } source ||
            UnobservedResult.Of(context.Operation) is not { Shape: not DiscardKind.Overwritten, Value.Syntax: ExpressionSyntax value } ||
            CodeSite.Of(context, symbols) is not { } code)
        {
            return;
        }

        var text = AwaitSyntax.Display(source.Syntax);
        context.ReportDiagnostic(Diagnostic.Create(
            Unfixable, value.GetLocation(), text, code.CanAwait && code.Thread != ThreadKind.OffLoop && !code.IsWithoutLoop
                ? $"await all of them with 'await Asyncio.Gather({text})', or each in a loop"
                : "await them in a coroutine"));
    }

    private static void AnalyzeCount(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (CountedCoroutines.QueryOf(call, symbols) is { } query && CodeSite.Of(context, symbols) is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, call.Syntax.GetLocation(), AwaitSyntax.Display(query.Syntax),
                    $"'{call.TargetMethod.Name}' makes its coroutines once more, and drops them: put them into a list first"));
        }
    }

    private static string? Advice(CodeSite code, string? obstacle, string text)
    {
        if (LoopStart.Advice(text, code) is { } start)
        {
            return start;
        }

        if (code.Thread == ThreadKind.OffLoop)
        {
            return $"this delegate runs off the loop: await '{text}' on the loop instead";
        }

        if (obstacle is null || code.CanAwait)
        {
            return obstacle is null ? null : AwaitSite.Advice(obstacle, $"await {text}");
        }

        return code.Function.Symbol.MethodKind == MethodKind.AnonymousFunction
            ? $"the delegate returns nothing: return the Coroutine from it, or start it with 'Asyncio.CreateTask({text})'"
            : $"make '{code.Function.Symbol.Name}' an async Coroutine and write 'await {text}', or write 'Asyncio.Run({text})' where no loop runs";
    }
}
