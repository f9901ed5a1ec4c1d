using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO204, AIO254: a new coroutine is printed, compared or boxed where its result was meant. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoroutineAsValueAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO204";
    public const string UnfixableId = "AIO254";

    /// <summary><c>V()</c> becomes <c>await V()</c>.</summary>
    public const string Await = nameof(Await);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine used as a value", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is a coroutine here, not its result, and it never runs: write 'await {0}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine used as a value, where await is not allowed", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is a coroutine here, not its result, and it never runs: {1}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsCoroutine, Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsCoroutine(call.Type) || !IsValue(call) || FreshCoroutine.Of(call, symbols) != call || call.Syntax is not ExpressionSyntax syntax ||
            EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function || function.IsInExpressionTree(symbols))
        {
            return;
        }

        var text = AwaitSyntax.Display(syntax);
        var site = AwaitSite.Of(syntax, function, call.SemanticModel!, symbols);
        var advice = call.Type is INamedTypeSymbol { IsGenericType: false } ? "it has none, so await it in a statement of its own"
            : FunctionThread.Of(function, symbols) == ThreadKind.OffLoop ? "this delegate runs off the loop, so await it on the loop"
            : function.IsTopLevel || SymbolEqualityComparer.Default.Equals(function.Symbol, symbols.EntryPoint) ? $"no loop runs here yet, so write 'Asyncio.Run({text})'"
            : site.Obstacle is { } obstacle ? $"'await' is not allowed in {obstacle}: move 'await {text}' out of it" : null;
        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, syntax.GetLocation(), DiagnosticProperties.Of(Await, site.MakeAsync), text)
            : Diagnostic.Create(Unfixable, syntax.GetLocation(), text, advice));
    }

    private static bool IsValue(IInvocationOperation call) => Holder(call) switch
    {
        IInterpolationOperation => true,
        IInvocationOperation { TargetMethod.Name: "ToString" or "Equals" or "GetHashCode" } method => method.Instance == call,
        IConversionOperation { IsImplicit: true, Type.IsReferenceType: true } boxed => IsValueOnly(boxed),
        _ => false,
    };

    // Boxed and handed to somebody unknown, it may still be awaited one day.
    private static bool IsValueOnly(IConversionOperation boxed) => Holder(boxed) switch
    {
        IInterpolationOperation => true,
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } => LogCall.Is(method) || IsText(method),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => UnobservedResult.Of(declarator) is null,
        _ => false,
    };

    private static bool IsText(IMethodSymbol method) =>
        method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object || method.ContainingType.Name == "StringBuilder";

    private static IOperation? Holder(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation { IsImplicit: true } or ICollectionExpressionOperation { IsImplicit: true })
        {
            parent = parent.Parent;
        }

        return parent;
    }
}
