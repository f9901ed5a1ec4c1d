using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Names for the variables that a fix introduces and a message shows.</summary>
internal static class UniqueName
{
    /// <summary>The name itself, or with the first number that makes it unique in the member around the node.</summary>
    /// <param name="name">The preferred name.</param>
    /// <param name="node">The place in the current tree, including changes by other fixes of the same pass.</param>
    /// <param name="model">The semantic model of the original tree.</param>
    /// <param name="position">The place in the original tree.</param>
    public static string Of(string name, SyntaxNode node, SemanticModel model, int position)
    {
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || !SyntaxFacts.IsValidIdentifier(name))
        {
            name = "value";
        }

        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m =>
            m is not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax) ?? node;
        var taken = new HashSet<string>(member.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken))
            .Select(t => t.ValueText));
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : name + number;
            if (!taken.Contains(candidate) && !IsVariable(candidate, model, position))
            {
                return candidate;
            }
        }
    }

    // Looked up by name: all symbols in scope would include every type of every reference.
    private static bool IsVariable(string name, SemanticModel model, int position) =>
        model.LookupSymbols(position, name: name).Any(static s => s is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol);

    /// <summary>A new variable for the receiver of <c>x.Y?.F()</c>.</summary>
    public static string ForReceiver(ConditionalAccessExpressionSyntax access, SyntaxNode node, SemanticModel model, int position) =>
        Of(From(NullTest.NameOf(access)), node, model, position);

    /// <summary><c>GetTableAsync</c> gives <c>table</c>.</summary>
    public static string From(string method)
    {
        var name = method.TrimStart('_');
        if (name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - 5);
        }

        if (name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(name[3]))
        {
            name = name.Substring(3);
        }

        return name.Length == 0 ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
