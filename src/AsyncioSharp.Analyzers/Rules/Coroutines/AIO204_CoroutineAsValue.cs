using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO204, AIO254: a new coroutine is printed, compared or boxed instead of its result. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoroutineAsValueAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO204";
    public const string UnfixableId = "AIO254";

    /// <summary><c>V()</c> becomes <c>await V()</c>.</summary>
    public const string Await = nameof(Await);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine used as a value", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is a coroutine here, not its result, and it never runs: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine used as a value, where await is not allowed", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is a coroutine here, not its result, and it never runs: {1}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsCoroutine, Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsCoroutine(call.Type) || CoroutineChoice.Of(call, symbols) is not { } value || !IsValue(value, symbols))
        {
            return;
        }

        if (FreshCoroutine.Of(call, symbols) != call || value.Syntax is not ExpressionSyntax syntax ||
            CodeSite.Of(context, symbols) is not { } code)
        {
            return;
        }

        syntax = Whole(value, syntax);
        var text = AwaitSyntax.Display(syntax);
        var written = AwaitSyntax.Display(AwaitSyntax.Await(syntax.WithoutTrivia()));
        var site = AwaitSite.Of(syntax, code);
        var advice = AdviceOf(value, code, text) ?? site.AdviceTo(written);
        context.ReportDiagnostic(advice is not null
            ? Diagnostic.Create(Unfixable, syntax.GetLocation(), text, advice)
            : Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(Await, site.MakeAsync).ToProperties(), text, written));
    }

    private static string? AdviceOf(IOperation call, CodeSite code, string text)
    {
        if (call.Type is INamedTypeSymbol { IsGenericType: false })
        {
            return "it has none, so await it in a statement of its own";
        }

        if (IsReturnedByDelegate(call, code))
        {
            return "no code awaits the object that the delegate returns, so use a delegate that returns a Coroutine";
        }

        if (IsBehindTest(call))
        {
            return "it may be null, so test for null and await it in a statement of its own";
        }

        if (code.Thread == ThreadKind.OffLoop)
        {
            return "this delegate runs off the loop, so await it on the loop";
        }

        return LoopStart.Advice(text, code);
    }

    // Assert.Throws<E>(() => Count()): the delegate is no place for an await.
    private static bool IsReturnedByDelegate(IOperation call, CodeSite code) =>
        code.Function.Symbol is { MethodKind: MethodKind.AnonymousFunction, IsAsync: false } &&
        Holder(call) is IConversionOperation boxed && Holder(boxed) is IReturnOperation;

    private static ExpressionSyntax Whole(IOperation call, ExpressionSyntax syntax)
    {
        for (var parent = call.Parent; parent is IConditionalAccessOperation or IConversionOperation; parent = parent.Parent)
        {
            syntax = parent is IConditionalAccessOperation { Syntax: ExpressionSyntax access } ? access : syntax;
        }

        return syntax;
    }

    // n?.Count() is a coroutine that may be null, and cannot be awaited.
    private static bool IsBehindTest(IOperation call) =>
        call.Parent is IConditionalAccessOperation || (call.Parent is IConversionOperation parent && IsBehindTest(parent));

    private static bool IsValue(IOperation call, KnownSymbols symbols) => Holder(call) switch
    {
        IInterpolationOperation => true,
        IArgumentOperation { Parent: IInvocationOperation { Parent: IInterpolatedStringAppendOperation } } => true,
        IArgumentOperation argument => BoxedCoroutine.IsWritten(argument, symbols),
        IInvocationOperation { TargetMethod.Name: "ToString" or "Equals" or "GetHashCode" } method => method.Instance == call,
        IConversionOperation { IsImplicit: true, Type.IsReferenceType: true } boxed =>
            IsText(boxed) || BoxedCoroutine.IsLost(boxed, symbols),
        _ => false,
    };

    private static bool IsText(IConversionOperation boxed) => Holder(boxed) switch
    {
        IInterpolationOperation => true,
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } => LogCall.Is(method) || IsText(method),
        _ => false,
    };

    private static bool IsText(IMethodSymbol method) =>
        method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object ||
            method.ContainingType.Name == "StringBuilder";

    private static IOperation? Holder(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IParenthesizedOperation or IConditionalAccessOperation or IArrayInitializerOperation
            or IArrayCreationOperation { IsImplicit: true } or ICollectionExpressionOperation { IsImplicit: true })
        {
            parent = parent.Parent;
        }

        return parent;
    }
}
