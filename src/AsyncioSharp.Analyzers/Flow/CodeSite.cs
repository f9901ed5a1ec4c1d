using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// An operation that a rule looks at, with the function around it and the thread that runs it. All rules ask for it here.
/// </summary>
internal sealed class CodeSite
{
    private CodeSite(OperationAnalysisContext context, EnclosingFunction function, KnownSymbols symbols)
    {
        Context = context;
        Function = function;
        Symbols = symbols;
        Thread = FunctionThread.Of(function, symbols);
    }

    public OperationAnalysisContext Context { get; }

    public KnownSymbols Symbols { get; }

    public EnclosingFunction Function { get; }

    public ThreadKind Thread { get; }

    public IOperation Operation => Context.Operation;

    public SemanticModel Model => Operation.SemanticModel!;

    /// <summary>Does the function return a coroutine, so that the loop's own APIs are the safe form?</summary>
    public bool IsCoroutine => Symbols.IsCoroutine(Function.Symbol.ReturnType);

    /// <summary>Can the function await, perhaps after it has become async?</summary>
    public bool CanAwait => Function.Symbol.IsAsync || IsCoroutine;

    /// <summary>Is the member a test of a framework that runs no loop?</summary>
    public bool IsInTest => Context.ContainingSymbol is IMethodSymbol method && Symbols.IsTest(method);

    /// <summary>Is it an entry point, in which no loop runs yet?</summary>
    public bool IsEntryPoint => Function.IsTopLevel || KnownSymbols.IsSame(Function.Symbol, Symbols.EntryPoint);

    /// <summary>In any function whose code runs here; null in initializers, attributes, expression trees and half-typed code.</summary>
    public static CodeSite? Of(OperationAnalysisContext context, KnownSymbols symbols) =>
        EnclosingFunction.Of(context.Operation, context.ContainingSymbol) is { } function && !function.IsInExpressionTree(symbols) &&
            !HalfTyped.Is(context.Operation.Syntax)
            ? new CodeSite(context, function, symbols)
            : null;

    /// <summary>In code that a loop runs or may run, within <c>asyncio.scope</c>.</summary>
    public static CodeSite? OfAsync(OperationAnalysisContext context, KnownSymbols symbols) =>
        MayBeOnTheLoop(context, symbols) && Of(context, symbols) is { } site && RuleScope.Includes(site.Thread, context) ? site : null;

    /// <summary>The same for calls that block: not in the synchronous branch of code that can do both.</summary>
    public static CodeSite? OfBlocking(OperationAnalysisContext context, KnownSymbols symbols) =>
        OfAsync(context, symbols) is { } site && !SyncAsyncFlag.Selects(context.Operation) ? site : null;

    /// <summary>In code that is surely on the loop.</summary>
    public static CodeSite? OfLoop(OperationAnalysisContext context, KnownSymbols symbols) =>
        MayBeOnTheLoop(context, symbols) && Of(context, symbols) is { Thread: ThreadKind.Loop } site ? site : null;

    private static bool MayBeOnTheLoop(OperationAnalysisContext context, KnownSymbols symbols) =>
        OperationFilter.MayBeOnTheLoop(context.Operation, context.ContainingSymbol, symbols);
}
