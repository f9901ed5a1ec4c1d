using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO107, AIO157: a using disposes a resource whose Dispose writes or waits, and could await that. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SyncDisposeAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO107";
    public const string UnfixableId = "AIO157";

    /// <summary><c>using</c> becomes <c>await using</c>.</summary>
    public const string AwaitUsing = nameof(AwaitUsing);

    /// <summary>The same with <c>ConfigureAwait(false)</c>, as the file has it.</summary>
    public const string ConfiguredUsing = nameof(ConfiguredUsing);

    // A resource that is null is not disposed of, but its ConfigureAwait would be; and a variable keeps its type.
    private const string ByHand =
        "this file awaits with 'ConfigureAwait(false)': declare the variable before the 'using', and write 'await using (variable.ConfigureAwait(false))'";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Synchronous dispose in an async function", RuleCategory.Blocking, DiagnosticSeverity.Info,
        "The end of this 'using' {0} until '{1}' is disposed: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Synchronous dispose in an async function, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Info,
        "The end of this 'using' {0} until '{1}' is disposed, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Using, OperationKind.UsingDeclaration);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (ResourcesOf(context.Operation) is not { } resources || !AsyncDispose.CanBeAwaited(context.Operation) ||
            (DisposedType(context.Operation, resources) ?? BlockingType(context.Operation, resources, symbols)) is not { } type ||
            CodeSite.OfBlocking(context, symbols) is not { Function.Symbol.IsAsync: true } code)
        {
            return;
        }

        var site = AwaitSite.Of(context.Operation.Syntax, code);
        var location = KeywordOf(context.Operation.Syntax).GetLocation();
        var advice = site.Obstacle is { } obstacle ? $"'await' is not allowed in {obstacle}: move the 'using' out of it" : null;
        var (edit, text) = (new Edit(AwaitUsing), "await using");
        if (advice is null && AwaitConvention.LeavesTheContext(context.Operation.Syntax, code.Model))
        {
            edit = new Edit(ConfiguredUsing);
            (advice, text) = ConfiguredText(context.Operation, code.Model) is { } written ? (null, written) : (ByHand, "");
        }

        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, location, edit.ToProperties(), code.Effect(), type.Name, text)
            : Diagnostic.Create(Unfixable, location, code.Effect(), type.Name, advice));
    }

    private static string? ConfiguredText(IOperation statement, SemanticModel model) =>
        statement is IUsingOperation { Syntax: UsingStatementSyntax { Expression: { } expression }, Resources: { } resources } &&
        (resources.WithoutConversions() is IObjectCreationOperation ||
            model.GetTypeInfo(expression).Nullability.FlowState == NullableFlowState.NotNull)
            ? $"await using ({AwaitSyntax.Display(AwaitConvention.Configured(expression), model, expression.SpanStart)})"
            : null;

    private static IOperation? ResourcesOf(IOperation operation) => operation switch
    {
        IUsingOperation { IsAsynchronous: false } statement => statement.Resources,
        IUsingDeclarationOperation { IsAsynchronous: false } declaration => declaration.DeclarationGroup,
        _ => null,
    };

    private static SyntaxToken KeywordOf(SyntaxNode syntax) => syntax switch
    {
        UsingStatementSyntax statement => statement.UsingKeyword,
        LocalDeclarationStatementSyntax declaration => declaration.UsingKeyword,
        _ => default,
    };

    // Several variables of one declaration have the same type, but their values may not.
    private static ITypeSymbol? DisposedType(IOperation statement, IOperation resources) =>
        resources is not IVariableDeclarationGroupOperation group
            ? IsFinished(statement, resources) ? null : AsyncDispose.TypeOf(resources.Type, resources)
            : Open(statement, group).Select(v => AsyncDispose.TypeOf(v.Symbol.Type, v.Initializer?.Value))
                .FirstOrDefault(static type => type is not null);

    // An interface with both disposals does not show whether they block, but its implementations do.
    private static ITypeSymbol? BlockingType(IOperation statement, IOperation resources, KnownSymbols symbols)
    {
        var type = resources is IVariableDeclarationGroupOperation group ? Open(statement, group).FirstOrDefault()?.Symbol.Type
            : IsFinished(statement, resources) ? null : resources.Type;
        return type is not null && !AsyncDispose.IsPooled(type) && AsyncDispose.Blocks(statement, symbols) ? type : null;
    }

    private static IEnumerable<IVariableDeclaratorOperation> Open(IOperation statement, IVariableDeclarationGroupOperation group) =>
        group.Declarations.SelectMany(static d => d.Declarators).Where(d => !NothingLeft.In(statement, d.Symbol));

    private static bool IsFinished(IOperation statement, IOperation resource) =>
        resource.WithoutConversions() is ILocalReferenceOperation local && NothingLeft.In(statement, local.Local);
}
