using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>One pass over a text with markup.</summary>
internal sealed partial class MarkupReader
{
    private readonly string _input;
    private readonly bool _keepPositionIndicators;
    private readonly StringBuilder _output = new();
    private readonly List<int> _positions = [];
    private readonly List<(string Name, TextSpan Span)> _spans = [];

    /// <summary>Open spans, innermost last; the name of <c>[|</c> is null.</summary>
    private readonly List<(string? Name, int Start)> _open = [];
    private int _started;
    private int _ended;
    private int _at;

    private MarkupReader(string input, bool keepPositionIndicators)
    {
        _input = input;
        _keepPositionIndicators = keepPositionIndicators;
    }

    public string Output => _output.ToString();

    public ImmutableArray<int> Positions => [.. _positions];

    public ImmutableDictionary<string, ImmutableArray<TextSpan>> Spans =>
        _spans.GroupBy(span => span.Name).ToImmutableDictionary(
            group => group.Key,
            group => group.Select(item => item.Span).OrderBy(span => span.Start).ThenByDescending(span => span.Length).ToImmutableArray());

    public static MarkupReader Read(string input, bool keepPositionIndicators)
    {
        var reader = new MarkupReader(input, keepPositionIndicators);
        reader.ReadAll();
        return reader;
    }

    [GeneratedRegex(@"\G\{\|([^:|\[\]{}]+):")]
    private static partial Regex NamedStart();

    [GeneratedRegex(@"\G\|(#[^:|\[\]{}]+)\}")]
    private static partial Regex NamedEnd();

    private void ReadAll()
    {
        while (_at < _input.Length)
        {
            if (!ReadPosition() && !ReadStart() && !ReadEnd())
            {
                _output.Append(_input[_at++]);
            }
        }

        if (_started != _ended)
        {
            throw Unbalanced();
        }
    }

    private bool ReadPosition()
    {
        if (_keepPositionIndicators || !Sees("$$"))
        {
            return false;
        }

        _positions.Add(_output.Length);
        _at += 2;
        return true;
    }

    private bool ReadStart()
    {
        // "[|]" and "[|}" read as a bracket and an end when there is a span to end.
        if (Sees("[|") && !(_open.Count > 0 && (Sees("[|]") || Sees("[|}"))))
        {
            Open(null, length: 2);
            return true;
        }

        if (NamedStart().Match(_input, _at) is { Success: true } named)
        {
            Open(named.Groups[1].Value, named.Length);
            return true;
        }

        return false;
    }

    private bool ReadEnd()
    {
        if (Sees("|]"))
        {
            Close(_open.Count - 1, isNamed: false, "|]");
        }
        else if (Sees("|}"))
        {
            Close(_open.Count - 1, isNamed: true, "|}");
        }
        else if (NamedEnd().Match(_input, _at) is { Success: true } end)
        {
            var name = end.Groups[1].Value;
            Close(_open.FindLastIndex(span => span.Name == name), isNamed: true, end.Value);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Open(string? name, int length)
    {
        _started++;
        _open.Add((name, _output.Length));
        _at += length;
    }

    private void Close(int index, bool isNamed, string tag)
    {
        _ended++;
        if (_open.Count == 0)
        {
            throw Unbalanced();
        }

        if (index < 0 || _open[index].Name is not null != isNamed)
        {
            throw new ArgumentException($"The input contained '{tag}' at position {_at}, which does not end the span that is open there.");
        }

        var (name, start) = _open[index];
        _open.RemoveAt(index);
        _spans.Add((name ?? "", TextSpan.FromBounds(start, _output.Length)));
        _at += tag.Length;
    }

    private bool Sees(string tag) => string.CompareOrdinal(_input, _at, tag, 0, tag.Length) == 0;

    private ArgumentException Unbalanced() =>
        new($"The input contained '{_started}' starting spans and '{_ended}' ending spans.");
}
