using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The function that <c>lazy.Value</c> runs, if the field or property that holds it is declared with its factory.</summary>
internal static class LazyValue
{
    public static IMethodSymbol? FactoryOf(IPropertyReferenceOperation value, Compilation compilation)
    {
        ISymbol? holder = value.Instance switch
        {
            IFieldReferenceOperation { Field: { } field } => field,
            IPropertyReferenceOperation { Property: { } property } => property,
            _ => null,
        };
        var initializer = holder?.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).Select(syntax => syntax switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        }).FirstOrDefault();
        if (initializer is null || compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer) is not { } created)
        {
            return null;
        }

        created = created.WithoutConversions();
        return created is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } &&
            arguments[0].Value is IDelegateCreationOperation factory
            ? factory.Target switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                IMethodReferenceOperation { IsVirtual: false } reference => reference.Method.OriginalDefinition,
                _ => null,
            }
            : null;
    }
}
