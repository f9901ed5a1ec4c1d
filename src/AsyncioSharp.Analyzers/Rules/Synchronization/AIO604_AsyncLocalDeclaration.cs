using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary><c>ThreadLocal&lt;int&gt; depth = new();</c> as <c>AsyncLocal&lt;int&gt; depth = new();</c></summary>
internal static class AsyncLocalDeclaration
{
    /// <summary>The kind for the reported use, which is not changed.</summary>
    public const string Use = nameof(Use);

    public const string Kind = "Declaration";

    /// <summary>
    /// The declaration that can change; null if a member other than <c>Value</c> is used, or code in another file may use the field.
    /// </summary>
    public static VariableDeclarationSyntax? Of(IFieldSymbol field, SemanticModel model, KnownSymbols symbols, CancellationToken token)
    {
        if (field.DeclaredAccessibility != Accessibility.Private || field.DeclaringSyntaxReferences[0].SyntaxTree != model.SyntaxTree ||
            field.ContainingType.DeclaringSyntaxReferences.Any(type => type.SyntaxTree != model.SyntaxTree))
        {
            return null;
        }

        if (field.DeclaringSyntaxReferences[0].GetSyntax(token)
            .Parent is not VariableDeclarationSyntax { Variables: { Count: 1 } variables } declaration ||
                Directives.AreInside(declaration) ||
            variables[0].Initializer?.Value is not BaseObjectCreationExpressionSyntax
            {
                ArgumentList: null or { Arguments.Count: 0 },
                Initializer: null
            } creation ||
            Names(declaration).Count() != (creation is ObjectCreationExpressionSyntax ? 2 : 1))
        {
            return null;
        }

        var written = Build(declaration).Type;
        var type = model.GetSpeculativeTypeInfo(declaration.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type;
        return symbols.IsThreading(type, "AsyncLocal") && Uses(field, model, token).All(IsValue) ? declaration : null;
    }

    public static VariableDeclarationSyntax Build(VariableDeclarationSyntax declaration) => declaration.ReplaceTokens(
        Names(declaration).Select(name => name.Identifier),
        static (old, _) => Identifier("AsyncLocal").WithTriviaFrom(old));

    /// <summary>The new declaration, for the message.</summary>
    public static string TextOf(VariableDeclarationSyntax declaration) =>
        AwaitSyntax.Display(Build(declaration).Type.WithoutTrivia()) + " " + declaration.Variables[0].Identifier.ValueText;

    // In the type, and in the creation of an instance.
    private static IEnumerable<GenericNameSyntax> Names(VariableDeclarationSyntax declaration)
    {
        TypeSyntax?[] types = [declaration.Type, (declaration.Variables[0].Initializer?.Value as ObjectCreationExpressionSyntax)?.Type];
        return types
            .Select(type => type is NullableTypeSyntax nullable ? nullable.ElementType : type)
            .Select(type => type is QualifiedNameSyntax qualified ? qualified.Right : type)
            .OfType<GenericNameSyntax>().Where(name => name.Identifier.ValueText == "ThreadLocal");
    }

    private static IEnumerable<IdentifierNameSyntax> Uses(IFieldSymbol field, SemanticModel model, CancellationToken token) =>
        field.ContainingType.DeclaringSyntaxReferences.SelectMany(type =>
            type.GetSyntax(token).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name =>
                name.Identifier.ValueText == field.Name &&
                    SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, token).Symbol?.OriginalDefinition,
                        field.OriginalDefinition));

    // field.Value, C.field.Value, this.field.Value
    private static bool IsValue(IdentifierNameSyntax name)
    {
        ExpressionSyntax field = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return field.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } value && value.Expression == field;
    }
}
