using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO203, AIO253: a coroutine is stored in a field, and can be awaited only once. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredCoroutineAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO203";
    public const string UnfixableId = "AIO253";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine is stored", RuleCategory.Coroutines, DiagnosticSeverity.Info,
        "'{0}' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask({0})' in a {1}");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine is stored, where the fix needs more than its field", RuleCategory.Coroutines, DiagnosticSeverity.Info,
        "'{0}' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask({0})', or a 'Func<Coroutine>' that creates it");

    private static readonly HashSet<string> Additions = ["Add", "AddFirst", "AddLast", "Enqueue", "Insert", "Push", "TryAdd"];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(
            operation => Analyze(operation, symbols),
            OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment, OperationKind.FieldInitializer,
                OperationKind.PropertyInitializer);
        Register(context, symbols, OperationFilter.Named([.. Additions]), Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var (value, holder) = Storing(context.Operation);
        if (value?.Syntax is not ExpressionSyntax syntax || FreshCoroutine.Of(value, symbols) is not { } fresh ||
            !symbols.IsCoroutine(fresh.Type) ||
            !IsCoroutineOrNullable(value.Type, symbols))
        {
            return;
        }

        var text = AwaitSyntax.Display(syntax);
        var repair = holder is IFieldReferenceOperation { Field: var field } ? TaskField.Of(field, value.SemanticModel!, symbols) : null;
        if (repair is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), text));
            return;
        }

        var places = repair.EditLocations.Where(place => place.Syntax != syntax).ToList();
        var properties = new Edit(TaskField.Start).ToProperties();
        for (var i = 0; i < places.Count; i++)
        {
            properties = new Edit(places[i].Kind).AddTo(properties, i + 1);
        }

        context.ReportDiagnostic(Diagnostic.Create(Fixable, syntax.GetLocation(), places.Select(place => place.Syntax.GetLocation()),
            properties, text, repair.TypeName));
    }

    private static (IOperation? Value, IOperation? Holder) Storing(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment when IsOwn(assignment.Target) => (assignment.Value, assignment.Target),
        ICoalesceAssignmentOperation assignment when IsOwn(assignment.Target) => (assignment.Value, assignment.Target),
        IFieldInitializerOperation initializer => (initializer.Value, null),
        IPropertyInitializerOperation initializer => (initializer.Value, null),
        IInvocationOperation { Instance: { } list } call when Additions.Contains(call.TargetMethod.Name) && IsOwn(list) &&
            call.Arguments.Length > 0 =>
            (call.Arguments[call.Arguments.Length - 1].Value, null),
        _ => (null, null),
    };

    // A field or a property of this object, or an element of one: a coroutine stored in another object is passed to it.
    private static bool IsOwn(IOperation? target) => target switch
    {
        IFieldReferenceOperation field =>
            field.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property =>
            property.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
        IPropertyReferenceOperation element => IsOwn(element.Instance),
        IArrayElementReferenceOperation element => IsOwn(element.ArrayReference),
        _ => false,
    };

    private static bool IsCoroutineOrNullable(ITypeSymbol? type, KnownSymbols symbols) =>
        symbols.IsCoroutine(type) ||
        (type is INamedTypeSymbol
        {
            OriginalDefinition.SpecialType: SpecialType.System_Nullable_T,
            TypeArguments: { Length: 1 } arguments
        } && symbols.IsCoroutine(arguments[0]));
}
