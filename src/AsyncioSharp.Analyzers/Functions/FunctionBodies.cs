using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The code of a function: its body, and the initializers that a constructor runs.</summary>
internal static class FunctionBodies
{
    public static IEnumerable<IOperation> Of(IMethodSymbol function, Compilation compilation)
    {
        foreach (var reference in function.DeclaringSyntaxReferences)
        {
            // In an IDE, a function of a referenced project has its source as well, but that is bound in its project.
            var syntax = reference.GetSyntax();
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree) || IsOfAutoProperty(syntax))
            {
                continue;
            }

            var model = compilation.GetSemanticModel(syntax.SyntaxTree);
            var code = syntax is TypeDeclarationSyntax type ? BaseOf(type) : syntax;
            if (code is not null && model.GetOperation(code) is { } operation)
            {
                yield return operation switch
                {
                    ILocalFunctionOperation { Body: { } body } => body,
                    IAnonymousFunctionOperation lambda => lambda.Body,
                    _ => operation,
                };
            }
        }

        if (function.MethodKind == MethodKind.Constructor && KnownSymbols.IsSame(function.ContainingAssembly, compilation.Assembly) &&
            !CallsThis(function))
        {
            foreach (var value in InitializersOf(function.ContainingType))
            {
                if (compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value) is { } operation)
                {
                    yield return operation;
                }
            }
        }
    }

    /// <summary>The base type's constructor that is called implicitly.</summary>
    public static IMethodSymbol? BaseConstructor(IMethodSymbol function)
    {
        if (function.MethodKind != MethodKind.Constructor)
        {
            return null;
        }

        var names = function.DeclaringSyntaxReferences.Select(r => r.GetSyntax())
            .Any(s =>
                s is ConstructorDeclarationSyntax { Initializer: not null } ||
                    (s is TypeDeclarationSyntax type && BaseOf(type) is not null));
        return names
            ? null
            : function.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty)?.OriginalDefinition;
    }

    /// <summary>True if the function runs only while its result is enumerated.</summary>
    public static bool IsIterator(IMethodSymbol function) =>
        function.ReturnType.Name is "IEnumerable" or "IEnumerator" &&
        function.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is var syntax && syntax
            .DescendantNodes(n => n == syntax || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(n => n is YieldStatementSyntax));

    // There is nothing to bind, and there are many of them.
    private static bool IsOfAutoProperty(SyntaxNode syntax) => syntax is AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    private static SyntaxNode? BaseOf(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault();

    private static bool CallsThis(IMethodSymbol function) => function.DeclaringSyntaxReferences.Any(r =>
        r.GetSyntax() is ConstructorDeclarationSyntax { Initializer: { } initializer } &&
            initializer.IsKind(SyntaxKind.ThisConstructorInitializer));

    private static IEnumerable<EqualsValueClauseSyntax> InitializersOf(INamedTypeSymbol type) =>
        from member in type.GetMembers()
        where member is { IsStatic: false, IsImplicitlyDeclared: false } and (IFieldSymbol or IPropertySymbol)
        from reference in member.DeclaringSyntaxReferences
        let value = reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        }
        where value is not null
        select value;
}
