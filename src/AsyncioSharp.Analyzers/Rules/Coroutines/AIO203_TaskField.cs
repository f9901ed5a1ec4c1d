using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>A private field that can hold a task instead of a coroutine, with all the changes that this requires.</summary>
internal sealed class TaskField
{
    /// <summary>The kind for a stored value, which becomes a task.</summary>
    public const string Start = nameof(Start);

    /// <summary>The kind for the field's type.</summary>
    public const string FieldType = nameof(FieldType);

    /// <summary>The same, if nullable annotations are enabled.</summary>
    public const string NullableFieldType = nameof(NullableFieldType);

    /// <summary>The kind for <c>field.Value</c>: a task has no such property.</summary>
    public const string Value = nameof(Value);

    private TaskField(string typeName, IReadOnlyList<(SyntaxNode Syntax, string Kind)> places)
    {
        TypeName = typeName;
        EditLocations = places;
    }

    /// <summary>The type name, for the message.</summary>
    public string TypeName { get; }

    public IReadOnlyList<(SyntaxNode Syntax, string Kind)> EditLocations { get; }

    /// <summary>Null if other code would no longer compile, or would read null where it read a completed coroutine.</summary>
    public static TaskField? Of(IFieldSymbol field, SemanticModel model, KnownSymbols symbols)
    {
        if (field.DeclaredAccessibility != Accessibility.Private || field.GetAttributes().Length > 0 ||
            DeclaratorOf(field) is not { } declarator)
        {
            return null;
        }

        var declaration = (VariableDeclarationSyntax)declarator.Parent!;
        if (declarator.SyntaxTree != model.SyntaxTree || HasComments(declaration.Type) ||
            WithTask(declaration.Type, FieldType) is not { } type || IsNamedElsewhere(field, model))
        {
            return null;
        }

        var isAnnotated = (model.GetNullableContext(declaration.SpanStart) & NullableContext.AnnotationsEnabled) != 0;
        var places = new List<(SyntaxNode, string)> { (declaration.Type, isAnnotated ? NullableFieldType : FieldType) };
        foreach (var name in declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == field.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol?.OriginalDefinition, field.OriginalDefinition))
            {
                continue;
            }

            var whole = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name
                ? access
                : (ExpressionSyntax)name;
            if (model.GetOperation(whole) is not IFieldReferenceOperation use || PlaceOf(use, model, symbols) is not { } place)
            {
                return null;
            }

            if (place.Kind is not null)
            {
                places.Add((place.Syntax, place.Kind));
            }
        }

        return new TaskField(AwaitSyntax.Display(type.WithoutTrivia(), model, declaration.SpanStart), places);
    }

    // Declared alone, and without an initializer.
    private static VariableDeclaratorSyntax? DeclaratorOf(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences is { Length: 1 } references &&
        references[0].GetSyntax() is VariableDeclaratorSyntax
        {
            Initializer: null,
            Parent: VariableDeclarationSyntax { Variables.Count: 1 }
        } declarator
            ? declarator
            : null;

    private static bool HasComments(TypeSyntax type) =>
        type.DescendantTrivia().Any(t => type.Span.Contains(t.Span) && AwaitSyntax.IsComment(t));

    /// <summary>The type with a task instead of the coroutine; null for an alias.</summary>
    public static TypeSyntax? WithTask(TypeSyntax type, string kind)
    {
        var inner = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        var name = (inner is QualifiedNameSyntax qualified ? qualified.Right : inner) switch
        {
            GenericNameSyntax { Identifier.ValueText: "Coroutine" } generic =>
                "global::AsyncioSharp.LoopTask" + generic.TypeArgumentList.ToString(),
            IdentifierNameSyntax { Identifier.ValueText: "Coroutine" } => "global::AsyncioSharp.LoopTask",
            _ => null,
        };
        if (name is null)
        {
            return null;
        }

        TypeSyntax task = ParseTypeName(name).WithAdditionalAnnotations(AwaitSyntax.FullName);
        return (kind == NullableFieldType ? NullableType(task) : task).WithTriviaFrom(type);
    }

    private static (SyntaxNode Syntax, string? Kind)? PlaceOf(IFieldReferenceOperation use, SemanticModel model, KnownSymbols symbols)
    {
        switch (use.Parent)
        {
            case IAssignmentOperation { Value: { Syntax: ExpressionSyntax value } stored } write and (ISimpleAssignmentOperation
                or ICoalesceAssignmentOperation) when write.Target == use:
                return FreshCoroutine.Of(stored, symbols) is { } fresh && symbols.IsCoroutine(fresh.Type) &&
                    CanStart(write, model, symbols) && !Directives.AreInside(value) &&
                    write.Parent is IExpressionStatementOperation or IAwaitOperation ? (value, Start) : null;
            case IAwaitOperation:
                return IsAssignedBefore(use, model) ? (use.Syntax, null) : null;
            case IPropertyReferenceOperation
            {
                Property.Name: "Value", Parent: IAwaitOperation,
                Syntax: MemberAccessExpressionSyntax access
            } when !access.DescendantTrivia().Any(AwaitSyntax.IsComment):
                return IsAssignedBefore(use, model) ? (access, Value) : null;
            case IIsPatternOperation
            {
                Pattern: IConstantPatternOperation
                or INegatedPatternOperation { Pattern: IConstantPatternOperation }
            }:
            case INameOfOperation:
                return (use.Syntax, null);
            default:
                return null;
        }
    }

    private static bool CanStart(IOperation write, SemanticModel model, KnownSymbols symbols) =>
        EnclosingFunction.At(write.Syntax, model) is { Symbol: { } function } enclosing &&
            (function.IsAsync || symbols.IsCoroutine(function.ReturnType)) &&
        FunctionThread.Of(enclosing, symbols) != ThreadKind.OffLoop;

    // An unassigned coroutine field holds a completed coroutine, but an unassigned task field is null.
    private static bool IsAssignedBefore(IFieldReferenceOperation use, SemanticModel model)
    {
        var function = use.Syntax.Ancestors()
            .FirstOrDefault(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        return use.Syntax.Ancestors().TakeWhile(a => a != function).OfType<StatementSyntax>().Any(around => BlockEnd.Siblings(around)
            .TakeWhile(s => s != around).OfType<ExpressionStatementSyntax>().Any(s => s.Expression is AssignmentExpressionSyntax write &&
                SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(write.Left).Symbol, use.Field)));
    }

    private static bool IsNamedElsewhere(IFieldSymbol field, SemanticModel model) =>
        field.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).Any(part =>
            (part.SyntaxTree != model.SyntaxTree && part.DescendantTokens().Any(t => t.ValueText == field.Name)) ||
            part.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.DisabledTextTrivia) && t.ToString().Contains(field.Name))) ||
        field.ContainingType.DeclaringSyntaxReferences.Count(r => r.SyntaxTree == model.SyntaxTree) > 1;
}
