using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Configuration;

/// <summary>One API listed by a user: a documentation id or <c>[Type]::Member</c>, and its replacement.</summary>
internal sealed class ApiPattern
{
    private readonly string _type;
    private readonly string? _id;

    private ApiPattern(string type, string? member, string? id, string? replacement)
    {
        _type = type;
        Member = member;
        _id = id;
        Replacement = replacement;
    }

    /// <summary>Null for all members of the type.</summary>
    public string? Member { get; }

    /// <summary>The text after the arrow.</summary>
    public string? Replacement { get; }

    /// <summary>Returns null for an invalid or empty line.</summary>
    public static ApiPattern? Parse(string line)
    {
        var arrow = line.IndexOf("->", StringComparison.Ordinal);
        var api = (arrow < 0 ? line : line.Substring(0, arrow)).Trim();
        var replacement = arrow < 0 ? "" : line.Substring(arrow + 2).Trim();
        return Parse(api, replacement.Length == 0 ? null : replacement);
    }

    public bool Matches(ISymbol member, ITypeSymbol? receiver)
    {
        if (_id is not null)
        {
            for (var symbol = member.OriginalDefinition; symbol is not null; symbol = OverriddenBy(symbol))
            {
                if (symbol.GetDocumentationCommentId() == _id)
                {
                    return true;
                }
            }

            return false;
        }

        for (var type = receiver as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.BaseType)
        {
            if (NameOf(type) == _type)
            {
                return true;
            }

            // Constructors are not inherited.
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor })
            {
                return false;
            }
        }

        return member.ContainingType is { } container && NameOf(container) == _type;
    }

    private static ApiPattern? Parse(string api, string? replacement)
    {
        if (api.StartsWith("[", StringComparison.Ordinal))
        {
            var end = api.IndexOf("]::", StringComparison.Ordinal);
            return end > 1 && MemberOf(api.Substring(end + 3).Trim()) is { } name
                ? new ApiPattern(api.Substring(1, end - 1).Trim().Replace('+', '.'), name, id: null, replacement)
                : null;
        }

        if (api.Length < 3 || api[1] != ':')
        {
            return null;
        }

        if (api[0] == 'T')
        {
            return new ApiPattern(api.Substring(2), member: null, id: null, replacement);
        }

        // Without a parameter list, all overloads are meant. An empty list may be written but is not part of the id.
        var list = api.IndexOf('(');
        var path = list < 0 ? api : api.Substring(0, list);
        var dot = path.LastIndexOf('.');
        var type = dot > 2 ? path.Substring(2, dot - 2) : null;
        return api[0] is 'M' or 'P' && type is not null && MemberOf(WithoutArity(path.Substring(dot + 1))) is { } member
            ? new ApiPattern(type, member, list < 0 ? null : api.EndsWith("()", StringComparison.Ordinal) ? path : api, replacement)
            : null;
    }

    // In .editorconfig a # begins a comment, so a constructor has other names, too.
    private static string? MemberOf(string name) => name switch
    {
        "#ctor" or ".ctor" or "ctor" => ".ctor",
        _ => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : null,
    };

    private static string WithoutArity(string name)
    {
        var arity = name.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? name : name.Substring(0, arity);
    }

    private static ISymbol? OverriddenBy(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        _ => null,
    };

    private static string NameOf(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.MetadataName}.{name}";
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space}.{name}" : name;
    }
}
