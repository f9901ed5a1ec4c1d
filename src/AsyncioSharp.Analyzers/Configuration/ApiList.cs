using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Configuration;

/// <summary>The APIs of one setting, indexed by member name.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, List<ApiPattern>> _members = [];
    private readonly List<ApiPattern> _types = [];

    /// <summary>Ignores invalid lines: a rule must not throw.</summary>
    public ApiList(IEnumerable<string> lines)
    {
        foreach (var pattern in lines.Select(ApiPattern.Parse).OfType<ApiPattern>())
        {
            if (pattern.Member is not { } name)
            {
                _types.Add(pattern);
            }
            else if (_members.TryGetValue(name, out var patterns))
            {
                patterns.Add(pattern);
            }
            else
            {
                _members.Add(name, [pattern]);
            }
        }
    }

    public bool IsEmpty => _members.Count == 0 && _types.Count == 0;

    public ApiPattern? Find(ISymbol member, ITypeSymbol? receiver)
    {
        if (IsEmpty)
        {
            return null;
        }

        if (_members.TryGetValue(member.Name, out var patterns) && patterns.FirstOrDefault(p => p.Matches(member, receiver)) is { } found)
        {
            return found;
        }

        return _types.FirstOrDefault(p => p.Matches(member, receiver));
    }

    /// <summary>Splits an <c>.editorconfig</c> value at its commas, except inside a documentation id.</summary>
    public static IEnumerable<string> Split(string value)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            depth += value[i] switch { '(' or '{' => 1, ')' or '}' => -1, _ => 0 };
            if (value[i] == '|' || (value[i] == ',' && depth <= 0))
            {
                yield return value.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return value.Substring(start);
    }
}
