using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO205, AIO255: <c>await x?.F()</c> awaits null if x is null, which throws. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConditionalAwaitAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO205";
    public const string UnfixableId = "AIO255";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Await of a conditional call that may return null", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' throws when the receiver is null, because null cannot be awaited: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Await of a conditional call that may return null, where the fix needs another statement", RuleCategory.Coroutines,
        DiagnosticSeverity.Warning,
        "'{0}' throws when the receiver is null, because null cannot be awaited: test for null first");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var awaited = (IAwaitOperation)context.Operation;
        if (Unwrap(awaited.Operation) is not IConditionalAccessOperation { Syntax: ConditionalAccessExpressionSyntax access } operation ||
            awaited.Syntax is not AwaitExpressionSyntax syntax || IsSurelyThere(access, operation) ||
            CodeSite.OfAsync(context, symbols) is null)
        {
            return;
        }

        var model = awaited.SemanticModel!;
        var text = AwaitSyntax.Display(syntax);
        var kind = AwaitIfNotNull.KindOf(awaited, syntax, operation);
        context.ReportDiagnostic(kind is null
            ? Diagnostic.Create(Unfixable, syntax.GetLocation(), text)
            : Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(kind).ToProperties(), text,
                AwaitIfNotNull.TextOf(syntax, kind, model)));
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
        {
            operation = operation.ChildOperations.First();
        }

        return operation;
    }

    // With nullable reference types, the compiler may know that the receiver is not null despite the question mark.
    private static bool IsSurelyThere(ConditionalAccessExpressionSyntax access, IConditionalAccessOperation operation) =>
        operation.WhenNotNull is not IConditionalAccessOperation &&
        operation.SemanticModel!.GetTypeInfo(access.Expression).Nullability.FlowState == NullableFlowState.NotNull;
}
