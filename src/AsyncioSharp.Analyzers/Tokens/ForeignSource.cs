using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// Tokens that need a decision: those of a source that a function can reach, and the parameters of a primary constructor. A function that
/// uses the source in another way than for its token manages the cancellation itself.
/// </summary>
internal static class ForeignSource
{
    private const string Token = ".Token";

    /// <summary>The token of a source among the parameters; null if there is none.</summary>
    public static string? OfParameters(IMethodSymbol method, EnclosingFunction function, KnownSymbols symbols) =>
        method.Parameters.FirstOrDefault(p => p.RefKind == RefKind.None && IsUntouchedSource(p, p.Type, function, symbols)) is { } source
            ? source.Name + Token
            : null;

    /// <summary>The tokens of sources in fields, and of a primary constructor.</summary>
    public static IEnumerable<string> OfObject(INamedTypeSymbol type, EnclosingFunction function, KnownSymbols symbols)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (!field.IsStatic && !field.IsImplicitlyDeclared && IsUntouchedSource(field, field.Type, function, symbols))
            {
                yield return field.Name + Token;
            }
        }

        foreach (var parameter in type.InstanceConstructors.Where(IsPrimary).SelectMany(constructor => constructor.Parameters))
        {
            if (symbols.IsCancellationToken(parameter.Type))
            {
                yield return parameter.Name;
            }
            else if (IsUntouchedSource(parameter, parameter.Type, function, symbols))
            {
                yield return parameter.Name + Token;
            }
        }
    }

    // The parameters of a record are properties.
    private static bool IsPrimary(IMethodSymbol constructor) =>
        !constructor.ContainingType.IsRecord &&
        constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static bool IsUntouchedSource(ISymbol variable, ITypeSymbol type, EnclosingFunction function, KnownSymbols symbols) =>
        symbols.IsThreading(type, "CancellationTokenSource") &&
        function.Operation.Root().Descendants().Where(o => KnownSymbols.IsSame(VariableOf(o), variable)).All(IsForToken);

    private static bool IsForToken(IOperation use) =>
        use.Parent is IPropertyReferenceOperation { Property.Name: "Token" } ||
        (use.Parent is IConditionalAccessOperation access && access.WhenNotNull is IPropertyReferenceOperation { Property.Name: "Token" });

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
