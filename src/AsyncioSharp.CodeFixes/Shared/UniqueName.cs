using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>Names for the variables that a fix introduces.</summary>
internal static class UniqueName
{
    /// <summary><c>GetTable</c> gives <c>table</c>; with a number behind it when the member around the node already says that name.</summary>
    public static string For(string source, SyntaxNode node, SiteFix fix) => Of(Camel(Stem(source)), node, fix);

    /// <summary>The name itself, or with the first number that makes it new.</summary>
    public static string Of(string name, SyntaxNode node, SiteFix fix)
    {
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || !SyntaxFacts.IsValidIdentifier(name))
        {
            name = "value";
        }

        // The tree as it is now, with what other fixes of the pass have put there; and what the model sees from outside.
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax) ?? node;
        var taken = new HashSet<string>(member.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        taken.UnionWith(fix.Model.LookupSymbols(fix.Node.SpanStart).Select(s => s.Name));
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : name + number;
            if (!taken.Contains(candidate))
            {
                return candidate;
            }
        }
    }

    /// <summary>Without <c>Get</c> in front and <c>Async</c> behind.</summary>
    public static string Stem(string name)
    {
        if (name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - 5);
        }

        return name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(name[3]) ? name.Substring(3) : name;
    }

    public static string Camel(string name)
    {
        name = name.TrimStart('_');
        return name.Length == 0 ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
