using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary><c>items.AsQueryable().Where(..)</c>: an <c>IQueryable</c> over objects in memory, which does not query a database.</summary>
internal static class QueryOrigin
{
    public static bool IsInMemory(IOperation query, int depth = 0)
    {
        var value = ValueOrigin.Of(query);
        return depth < 12 && value switch
        {
            ITranslatedQueryOperation translated => IsInMemory(translated.Operation, depth + 1),
            IInvocationOperation
            {
                TargetMethod: { Name: "AsQueryable", ContainingType.Name: "Queryable" },
                Arguments: { Length: 1 } arguments
            } => !IsDatabaseSet(arguments[0].Value),
            IInvocationOperation { TargetMethod.ContainingType.Name: "Queryable", Arguments: { Length: > 0 } arguments } =>
                IsInMemory(arguments[0].Value, depth + 1),
            IInvocationOperation { TargetMethod: { } helper } => GivesMemory(helper),
            IObjectCreationOperation { Type.Name: "EnumerableQuery" } => true,
            _ => false,
        };
    }

    // DbSet.AsQueryable() is the set itself.
    private static bool IsDatabaseSet(IOperation source)
    {
        var type = ValueOrigin.Of(source).Type;
        return type is not null && (type.Name == "IQueryable" || type.AllInterfaces.Any(static i => i.Name == "IQueryable"));
    }

    private static bool GivesMemory(IMethodSymbol helper) => helper.DeclaringSyntaxReferences.Any(static reference =>
        reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(static name => name.Identifier.ValueText == "AsQueryable"));
}
