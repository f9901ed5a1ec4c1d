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

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Synchronous dispose in an async function", RuleCategory.Blocking, DiagnosticSeverity.Info,
        "The end of this 'using' {0} until '{1}' is disposed: write 'await using'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Synchronous dispose in an async function, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Info,
        "The end of this 'using' {0} until '{1}' is disposed, and 'await' is not allowed in {2}: move the 'using' out of it");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Using, OperationKind.UsingDeclaration);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (ResourcesOf(context.Operation) is not { } resources ||
            (DisposedType(resources) ?? BlockingType(context.Operation, resources, symbols)) is not { } type ||
            CodeSite.OfBlocking(context, symbols) is not { Function.Symbol.IsAsync: true } code)
        {
            return;
        }

        var site = AwaitSite.Of(context.Operation.Syntax, code);
        var location = KeywordOf(context.Operation.Syntax).GetLocation();
        context.ReportDiagnostic(site.Obstacle is null
            ? Diagnostic.Create(Fixable, location, new Edit(AwaitUsing).ToProperties(), code.Effect(), type.Name)
            : Diagnostic.Create(Unfixable, location, code.Effect(), type.Name, site.Obstacle));
    }

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
    private static ITypeSymbol? DisposedType(IOperation resources)
    {
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            return AsyncDispose.TypeOf(resources.Type, resources);
        }

        var variables = group.Declarations.SelectMany(d => d.Declarators).ToList();
        return variables.Select(v => AsyncDispose.TypeOf(v.Symbol.Type, v.Initializer?.Value)).FirstOrDefault(type => type is not null);
    }

    // An interface with both disposals does not show whether they block, but its implementations do.
    private static ITypeSymbol? BlockingType(IOperation statement, IOperation resources, KnownSymbols symbols) =>
        !AsyncDispose.CanBeAwaited(statement) || !AsyncDispose.Blocks(statement, symbols) ? null
            : resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(static d => d.Declarators).First().Symbol.Type
            : resources.Type;
}
