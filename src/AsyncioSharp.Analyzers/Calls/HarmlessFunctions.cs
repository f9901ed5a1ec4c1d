using System.Collections.Concurrent;
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

    /// <summary>True if the function does not block, whatever its arguments are.</summary>
    public bool Contain(IMethodSymbol function)
    {
        if (_records.IsEmpty || IdOf(function) is not { } start)
        {
            return false;
        }

        var seen = new HashSet<string> { start };
        var open = new Stack<string>([start]);
        while (open.Count > 0)
        {
            var id = open.Pop();
            if (_proven.ContainsKey(id))
            {
                continue;
            }

            if (!_records.TryGetValue(id, out var record) || !record.IsTrueFor(symbols))
            {
                return false;
            }

            foreach (var called in record.Calls.Where(seen.Add))
            {
                open.Push(called);
            }
        }

        foreach (var id in seen)
        {
            _proven.TryAdd(id, true);
        }

        return true;
    }

    public void Add(IMethodSymbol function, CallRecord? record)
    {
        if (record is not null && IdOf(function) is { } id)
        {
            _records[id] = record;
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
