using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>An operation analyzed by a rule, with the function around it and the thread that runs it. All rules use this type.</summary>
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

    /// <summary>Whether the function returns a coroutine, so that the loop's own APIs are safe to use.</summary>
    public bool IsCoroutine => Symbols.IsCoroutine(Function.Symbol.ReturnType);

    /// <summary>Whether the function can await, possibly after becoming async.</summary>
    public bool CanAwait => Function.Symbol.IsAsync || IsCoroutine;

    /// <summary>Whether the member is a test of a framework that runs no loop, or in a type that has such tests.</summary>
    public bool IsInTest => Context.ContainingSymbol is IMethodSymbol method && (Symbols.IsTest(method) || HasTests(method.ContainingType));

    /// <summary>Whether it is an entry point, where no loop is running yet.</summary>
    public bool IsEntryPoint => LoopAbsence.IsEntryPoint(Function, Symbols);

    /// <summary>Whether a host calls the function, on a thread without a loop.</summary>
    public bool IsHosted => LoopAbsence.IsHostedAnywhere(Function, Symbols);

    /// <summary>Whether no loop can be running yet: in an entry point or in a test.</summary>
    public bool HasNoLoop => LoopAbsence.MayStartALoop(Function, Symbols);

    /// <summary>Whether an await of a coroutine would throw, because no loop is running.</summary>
    public bool IsWithoutLoop => LoopAbsence.IsCertain(Function, Symbols);

    /// <summary>
    /// Accepts any function whose code runs here; null in initializers, attributes, expression trees and half-typed code.
    /// </summary>
    public static CodeSite? Of(OperationAnalysisContext context, KnownSymbols symbols) =>
        EnclosingFunction.Of(context.Operation, context.ContainingSymbol) is { } function && !function.IsInExpressionTree(symbols) &&
            !HalfTyped.Is(context.Operation.Syntax)
            ? new CodeSite(context, function, symbols)
            : null;

    /// <summary>Accepts code that a loop runs or may run, within <c>asyncio.scope</c>.</summary>
    public static CodeSite? OfAsync(OperationAnalysisContext context, KnownSymbols symbols) =>
        MayBeOnTheLoop(context, symbols) && Of(context, symbols) is { } site && RuleScope.Includes(site.Thread, context) ? site : null;

    /// <summary>The same for blocking calls: excludes the synchronous branch of code that supports both modes.</summary>
    public static CodeSite? OfBlocking(OperationAnalysisContext context, KnownSymbols symbols) =>
        OfAsync(context, symbols) is { } site && !SyncAsyncFlag.Selects(context.Operation) ? site : null;

    /// <summary>Accepts only code that certainly runs on the loop.</summary>
    public static CodeSite? OfLoop(OperationAnalysisContext context, KnownSymbols symbols) =>
        MayBeOnTheLoop(context, symbols) && Of(context, symbols) is { Thread: ThreadKind.Loop } site ? site : null;

    private bool HasTests(INamedTypeSymbol type)
    {
        foreach (var t in type.WithBases())
        {
            if (t.GetMembers().OfType<IMethodSymbol>().Any(Symbols.IsTest))
            {
                return true;
            }
        }

        return type.ContainingType is { } outer && HasTests(outer);
    }

    private static bool MayBeOnTheLoop(OperationAnalysisContext context, KnownSymbols symbols) =>
        OperationFilter.MayBeOnTheLoop(context.Operation, context.ContainingSymbol, symbols);
}
