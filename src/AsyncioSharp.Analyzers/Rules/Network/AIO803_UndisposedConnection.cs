using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO803, AIO853: a connection that its function opens, keeps to itself and never closes. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedConnectionAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO803";
    public const string UnfixableId = "AIO853";

    /// <summary>The declaration becomes an <c>await using</c> declaration.</summary>
    public const string AwaitUsing = nameof(AwaitUsing);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Connection is not disposed", RuleCategory.Network, DiagnosticSeverity.Warning,
        "'{0}' is never disposed, so the peer waits until the loop is closed: declare it with 'await using'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Connection is not disposed, where the fix needs more than this declaration", RuleCategory.Network,
        DiagnosticSeverity.Warning,
        "'{0}' is never disposed, so the peer waits until the loop is closed: {1}");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("OpenConnection", "OpenUnixConnection"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var open = (IInvocationOperation)context.Operation;
        if (!symbols.IsOurs(open.TargetMethod.ContainingType, "Asyncio") || VariableFor(open) is not { } variable ||
            DeclarationOf(variable) is not { } declaration || CodeSite.OfAsync(context, symbols) is not { } code ||
            !IsOnlyUsed(variable.Symbol, code.Function.Operation))
        {
            return;
        }

        var location = open.Syntax.GetLocation();
        context.ReportDiagnostic(AdviceFor(declaration, code) is { } advice
            ? Diagnostic.Create(Unfixable, location, variable.Symbol.Name, advice)
            : Diagnostic.Create(Fixable, location, new Edit(AwaitUsing).ToProperties(), variable.Symbol.Name));
    }

    // var connection = await open;
    private static IVariableDeclaratorOperation? VariableFor(IInvocationOperation open) =>
        open.Parent is IAwaitOperation { Parent: IVariableInitializerOperation initializer }
            ? initializer.Parent as IVariableDeclaratorOperation
            : null;

    private static LocalDeclarationStatementSyntax? DeclarationOf(IVariableDeclaratorOperation variable) =>
        variable.Syntax.Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration ? declaration : null;

    private static string? AdviceFor(LocalDeclarationStatementSyntax declaration, CodeSite code) =>
        declaration.Declaration.Variables.Count > 1 ? "declare it alone, with 'await using'"
            : declaration.Parent is not (BlockSyntax or GlobalStatementSyntax) ? "put the code that uses it into a block with 'await using'"
            : AwaitSite.Of(declaration, code).AdviceTo("await using");

    // Anything but a call on the connection may hand it over to code that closes it.
    private static bool IsOnlyUsed(ILocalSymbol connection, IOperation function) => function.Descendants()
        .OfType<ILocalReferenceOperation>()
        .Where(reference => KnownSymbols.IsSame(reference.Local, connection))
        .All(static reference => IsUse(reference));

    private static bool IsUse(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => IsPlainCall(call) && !IsInLambda(reference),
        IPropertyReferenceOperation property => property.Property.Name != "Tls",
        _ => false,
    };

    // A read or a write that is not awaited here may run after the end of the scope, in a task or for the caller.
    private static bool IsPlainCall(IInvocationOperation call) => call.TargetMethod.Name is not ("DisposeAsync" or "AbortAsync") &&
        (call.TargetMethod.ReturnsVoid || call.Parent is IAwaitOperation or IForEachLoopOperation or
            IConversionOperation { Parent: IForEachLoopOperation });

    // A lambda may run after the end of the scope.
    private static bool IsInLambda(ILocalReferenceOperation reference)
    {
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return !DeclaresLocal(parent, reference.Local);
            }
        }

        return false;
    }

    private static bool DeclaresLocal(IOperation function, ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.Any(reference => function.Syntax.Span.Contains(reference.Span));
}
