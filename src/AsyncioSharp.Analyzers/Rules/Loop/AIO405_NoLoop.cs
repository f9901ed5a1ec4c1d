using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO405, AIO455: an entry point, a test, or a function that a host calls awaits or returns a coroutine, which needs a loop. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoLoopAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO405";
    public const string UnfixableId = "AIO455";

    /// <summary><c>await F()</c> becomes <c>Asyncio.Run(F())</c>.</summary>
    public const string Run = nameof(Run);

    /// <summary>The same, and the function becomes synchronous when its last await is removed.</summary>
    public const string RunSynchronously = nameof(RunSynchronously);

    /// <summary>The same in a function that a host calls, which must not block: <c>await Asyncio.RunAsync(F())</c>.</summary>
    public const string RunAsync = nameof(RunAsync);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine awaited where no event loop runs", RuleCategory.Loop, DiagnosticSeverity.Warning,
        "{0}: write '{1}'{2}");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine awaited where no event loop runs, where the fix needs more than the await", RuleCategory.Loop,
        DiagnosticSeverity.Warning,
        "No event loop runs '{0}': {1}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(operation => AnalyzeAwait(operation, symbols), OperationKind.Await);
        context.RegisterOperationAction(operation => HostHandler.Analyze(operation, symbols), OperationKind.Argument);
        context.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, symbols), SymbolKind.Method);
    }

    private static void AnalyzeAwait(OperationAnalysisContext context, KnownSymbols symbols)
    {
        // Nothing in a coroutine is an entry point or a test.
        if (context.ContainingSymbol is IMethodSymbol owner && symbols.IsCoroutine(owner.ReturnType))
        {
            return;
        }

        var awaited = (IAwaitOperation)context.Operation;
        var operand = awaited.Operation;
        if (!LoopStart.IsNeededFor(operand, symbols) || awaited.Syntax is not AwaitExpressionSyntax syntax ||
            EnclosingFunction.Of(awaited, context.ContainingSymbol) is not { } function || symbols.IsCoroutine(function.Symbol.ReturnType))
        {
            return;
        }

        var isHosted = LoopAbsence.IsHosted(function, symbols);
        if (!isHosted && !LoopAbsence.MayStartALoop(function, symbols))
        {
            return;
        }

        if (isHosted)
        {
            HostedAwait.Analyze(context, awaited, syntax, function, symbols);
            return;
        }

        var text = AwaitSyntax.Display(syntax.Expression);
        context.ReportDiagnostic(KindFor(awaited, syntax, function, symbols) is { } kind
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(kind).ToProperties(), Throws(text), $"Asyncio.Run({text})", "")
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), text,
                "await it in a coroutine of its own, and give that to 'Asyncio.Run'"));
    }

    internal static string Throws(string text) => $"'await {text}' throws because no event loop is running";

    // Null if there is no fix: an async function without an await left would get CS1998.
    private static string? KindFor(
        IAwaitOperation awaited, AwaitExpressionSyntax syntax, EnclosingFunction function, KnownSymbols symbols) =>
        !BecomesRun(awaited, syntax, symbols) ? null
        : function.IsTopLevel || KeepsAwait(function, symbols) ? Run
        : CanBeSynchronous(function, awaited.SemanticModel!) ? RunSynchronously
        : null;

    internal static bool BecomesRun(IAwaitOperation awaited, SyntaxNode syntax, KnownSymbols symbols) =>
        symbols.IsCoroutine(awaited.Operation.Type) && LoopStart.IsNeededFor(awaited.Operation, symbols) && !Directives.AreInside(syntax);

    private static bool KeepsAwait(EnclosingFunction function, KnownSymbols symbols) => FunctionBody.Of(function.Operation)
        .Any(o => FunctionBody.IsAwait(o) && !(o is IAwaitOperation awaited && BecomesRun(awaited, awaited.Syntax, symbols)));

    // No other code requires its return type.
    private static bool CanBeSynchronous(EnclosingFunction function, SemanticModel model) =>
        function is { Symbol: { IsVirtual: false, IsOverride: false } method, Syntax: MethodDeclarationSyntax declaration } &&
        method.PartialDefinitionPart is null && !PrivateCalls.Implements(method) &&
        PrivateCalls.Of(method, declaration, model) is { IsNamedOtherwise: false, Calls.Count: 0 };

    private static void AnalyzeMethod(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!symbols.IsCoroutine(method.ReturnType) || method.Locations.FirstOrDefault() is not { IsInSource: true } location)
        {
            return;
        }

        var advice = HasAttributes(method) && symbols.IsTest(method)
            ? "a test framework throws the coroutine away, so let the test return nothing and run its body with " +
                "'TestLoop.Run(async () => ...)'"
            : IsMeantAsEntryPoint(method, symbols)
                ? "an entry point cannot return a coroutine, so give it another name and write 'static void Main() => Asyncio.Run(...)'"
                : HostCall.CallerOf(method, symbols) is { } caller
                    ? $"{caller} calls it and does not know coroutines, so let it return a task and give its body to 'Asyncio.RunAsync', " +
                        "or to 'RunAsync' of a 'LoopHost'"
                    : null;
        if (advice is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, location, method.Name, advice));
        }
    }

    // Checked in the source text: few methods have attributes, and their types are not needed for that.
    private static bool HasAttributes(IMethodSymbol method) =>
        AreWritten(method) || (method.PartialImplementationPart is { } body && AreWritten(body)) ||
            (method.PartialDefinitionPart is { } head && AreWritten(head));

    private static bool AreWritten(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is MethodDeclarationSyntax { AttributeLists.Count: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    // If there is a valid entry point, a coroutine may well be named Main.
    private static bool IsMeantAsEntryPoint(IMethodSymbol method, KnownSymbols symbols) =>
        method is { Name: "Main", IsStatic: true, MethodKind: MethodKind.Ordinary } && symbols.LacksEntryPoint &&
        method.Parameters.All(p => p.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }) &&
        method.Parameters.Length <= 1;
}
