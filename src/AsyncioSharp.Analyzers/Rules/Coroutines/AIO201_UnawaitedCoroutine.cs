using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO201, AIO251: a coroutine is made and dropped, so its body never runs. See rules.md.</summary>
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

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, UnobservedResult.MayDiscard, Analyze, OperationKind.ExpressionStatement, OperationKind.VariableDeclarator);
        Register(context, symbols, OperationFilter.Named("Count", "LongCount", "Any"), AnalyzeCount, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (FreshCoroutine.Of(UnobservedResult.Candidate(context.Operation), symbols) is not { } fresh || UnobservedResult.Of(context.Operation) is not { Value.Syntax: ExpressionSyntax } drop ||
            EnclosingFunction.Of(context.Operation, context.ContainingSymbol) is not { } function || function.IsInExpressionTree(symbols))
        {
            return;
        }

        var isWrapped = FreshCoroutine.IsWrapped(fresh.Type, symbols);
        var name = isWrapped && FreshCoroutine.MadeBy(fresh, symbols) is { } inner ? inner
            : fresh is IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } call ? call.TargetMethod.Name
            : AwaitSyntax.Display(fresh.Parent is IConditionalAccessOperation ? fresh.Parent.Syntax : fresh.Syntax);
        var form = CoroutineAwait.FormOf(drop, fresh, symbols);
        var site = AwaitSite.Of(form.Replaced, function, drop.Value.SemanticModel!, symbols);
        var text = AwaitSyntax.Display(drop.Expression is ConditionalAccessExpressionSyntax access ? NullTest.CallOf(access) : drop.Expression);
        var advice = isWrapped ? $"'{text}' is never awaited either: await it on the event loop instead, or start it there with 'Asyncio.CreateTask'" : Advice(function, site.Obstacle ?? form.Obstacle, text, symbols);
        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, drop.Expression.GetLocation(), DiagnosticProperties.Of(form.Name, site.MakeAsync), name, form.TextFor(drop))
            : Diagnostic.Create(Unfixable, drop.Expression.GetLocation(), name, advice));
    }

    private static void AnalyzeCount(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (CountedCoroutines.QueryOf(call, symbols) is { } query && EnclosingFunction.Of(call, context.ContainingSymbol)?.IsInExpressionTree(symbols) == false)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, call.Syntax.GetLocation(), AwaitSyntax.Display(query.Syntax), $"'{call.TargetMethod.Name}' makes its coroutines once more, and drops them: put them into a list first"));
        }
    }

    private static string? Advice(EnclosingFunction function, string? obstacle, string text, KnownSymbols symbols)
    {
        if (function.IsTopLevel || SymbolEqualityComparer.Default.Equals(function.Symbol, symbols.EntryPoint))
        {
            return $"no loop runs here yet: write 'Asyncio.Run({text})'";
        }

        if (FunctionThread.Of(function, symbols) == ThreadKind.OffLoop)
        {
            return $"this delegate runs off the loop: await '{text}' on the loop instead";
        }

        if (obstacle is null || function.Symbol.IsAsync || symbols.IsCoroutine(function.Symbol.ReturnType))
        {
            return obstacle is null ? null : $"'await' is not allowed in {obstacle}: move 'await {text}' out of it";
        }

        return function.Symbol.MethodKind == MethodKind.AnonymousFunction
            ? $"the delegate returns nothing: return the Coroutine from it, or start it with 'Asyncio.CreateTask({text})'"
            : $"make '{function.Symbol.Name}' an async Coroutine and write 'await {text}', or write 'Asyncio.Run({text})' where no loop runs";
    }
}
