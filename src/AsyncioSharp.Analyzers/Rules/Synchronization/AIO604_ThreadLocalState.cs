using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO604, AIO654: thread-local state in a function whose thread is shared by all tasks. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadLocalStateAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO604";
    public const string UnfixableId = "AIO654";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Thread-local state in an async function", RuleCategory.Synchronization, DiagnosticSeverity.Warning,
        "'{0}' is thread-local, but {2}: declare it as '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Thread-local state in an async function, where its uses have to change", RuleCategory.Synchronization,
        DiagnosticSeverity.Warning,
        "'{0}' is thread-local, but {1}: use an 'AsyncLocal', or a plain field for state that all tasks share");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        // There are many references to fields, but few thread-static fields.
        var fields = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var attribute = symbols.Find("System.ThreadStaticAttribute");
        bool IsThreadStatic(IFieldSymbol field) => fields.GetOrAdd(field.OriginalDefinition, f =>
            f.GetAttributes().Any(a => KnownSymbols.Is(a.AttributeClass, attribute)) &&
                ThreadLocalField.IsState((IFieldSymbol)f, context.Compilation, context.CancellationToken));

        context.RegisterOperationAction(
            operation =>
            {
                var field = ((IFieldReferenceOperation)operation.Operation).Field;
                if (field is { IsStatic: true, IsConst: false, DeclaringSyntaxReferences.Length: > 0 } && IsThreadStatic(field))
                {
                    Analyze(operation, field, symbols);
                }
            },
            OperationKind.FieldReference);
        context.RegisterOperationAction(
            operation =>
            {
                if (ThreadLocalField.Of(operation.Operation, symbols) is { } field &&
                    ThreadLocalField.IsMeant(operation.Operation, field, operation))
                {
                    Analyze(operation, field, symbols);
                }
            },
            OperationKind.PropertyReference);
    }

    private static string Threads(KnownSymbols symbols) =>
        symbols.HasRuntime ? "all tasks of a loop share one thread" : "an async function may continue on another thread after an await";

    private static void Analyze(OperationAnalysisContext context, IFieldSymbol field, KnownSymbols symbols)
    {
        var use = context.Operation;
        if (use.Parent is INameOfOperation || CodeSite.OfAsync(context, symbols) is not { } code || IsRepeated(use, field, code.Function))
        {
            return;
        }

        var location = use.Syntax.GetLocation();
        var declaration = use is IPropertyReferenceOperation
            ? AsyncLocalDeclaration.Of(field, use.SemanticModel!, symbols, context.CancellationToken)
            : null;
        context.ReportDiagnostic(declaration is null
            ? Diagnostic.Create(Unfixable, location, field.Name, Threads(symbols))
            : Diagnostic.Create(
                Fixable, location, [declaration.GetLocation()],
                new Edit(AsyncLocalDeclaration.Kind).AddTo(new Edit(AsyncLocalDeclaration.Use).ToProperties(), 1),
                field.Name, AsyncLocalDeclaration.TextOf(declaration), Threads(symbols)));
    }

    // The first use in a function represents all of them.
    private static bool IsRepeated(IOperation use, IFieldSymbol field, EnclosingFunction function) =>
        FunctionBody.WithSelf(function.Operation).Any(o =>
        o is IFieldReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Field, field) &&
            other.Syntax.SpanStart < use.Syntax.SpanStart);
}
