using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Functions that are known not to reach a blocking operation, because they were read in an earlier compilation of the program and nothing
/// that they call has changed. An IDE makes a compilation at each keystroke; without this, each would read the same functions.
/// </summary>
internal sealed class HarmlessFunctions(KnownSymbols symbols)
{
    private readonly ConcurrentDictionary<string, CallRecord> _records = ProgramVersion.Of(symbols.Compilation).Records;
    private readonly ConcurrentDictionary<IMethodSymbol, string?> _ids = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, bool> _proven = new();

    // Until the next record.
    private readonly ConcurrentDictionary<string, bool> _unknown = new();

    /// <summary>True if the function does not block, whatever its arguments are.</summary>
    public bool Contain(IMethodSymbol function)
    {
        if (_records.IsEmpty || IdOf(function) is not { } start || _unknown.ContainsKey(start))
        {
            return false;
        }

        if (!_proven.ContainsKey(start))
        {
            var records = RecordsFrom(start);
            RemoveUnknown(records);
            foreach (var id in records.Keys)
            {
                _proven.TryAdd(id, true);
            }
        }

        var isProven = _proven.ContainsKey(start);
        if (!isProven)
        {
            _unknown[start] = true;
        }

        return isProven;
    }

    public void Add(IMethodSymbol function, CallRecord? record)
    {
        if (record is not null && IdOf(function) is { } id)
        {
            _records[id] = record;
            _unknown.Clear();
        }
    }

    // The records of a function and of all that it calls, as far as there are any.
    private Dictionary<string, CallRecord> RecordsFrom(string start)
    {
        var found = new Dictionary<string, CallRecord>();
        var open = new Stack<string>([start]);
        while (open.Count > 0)
        {
            var id = open.Pop();
            if (found.ContainsKey(id) || _proven.ContainsKey(id) || !_records.TryGetValue(id, out var record) || !record.IsTrueFor(symbols))
            {
                continue;
            }

            found.Add(id, record);
            foreach (var target in record.Calls.SelectMany(static targets => targets))
            {
                open.Push(target);
            }
        }

        return found;
    }

    // Nothing is known of a virtual call only if nothing is known of any target: it counts as blocking only if all of them block.
    private void RemoveUnknown(Dictionary<string, CallRecord> records)
    {
        bool IsUnknown(ImmutableArray<string> targets) => !targets.Any(id => records.ContainsKey(id) || _proven.ContainsKey(id));
        while (records.Where(pair => pair.Value.Calls.Any(IsUnknown)).Select(static pair => pair.Key).ToList() is { Count: > 0 } unknown)
        {
            foreach (var id in unknown)
            {
                records.Remove(id);
            }
        }
    }

    /// <summary>An id that other compilations know, too; null for functions that have none.</summary>
    public string? IdOf(IMethodSymbol function) => _ids.GetOrAdd(function, CreateId);

    // A local function has the id of its member, and its place in the file.
    private string? CreateId(IMethodSymbol function) => function switch
    {
        { MethodKind: MethodKind.LocalFunction, ContainingSymbol: IMethodSymbol around } =>
            IdOf(around) is { } id ? $"{id}@{function.DeclaringSyntaxReferences[0].Span.Start}" : null,
        { MethodKind: MethodKind.AnonymousFunction } => null,
        _ => IsInFile(function.ContainingType) ? null : function.GetDocumentationCommentId(),
    };

    // Types of different files may have the same name, and so the same id.
    private static bool IsInFile(INamedTypeSymbol? type) => type is not null && (type.IsFileLocal || IsInFile(type.ContainingType));
}
