using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The records of functions that were read in this compilation, or in an earlier one of the same program. An IDE makes a compilation at
/// each keystroke; without the records, each would read the same functions.
/// </summary>
internal sealed class CallRecords
{
    private readonly KnownSymbols _symbols;
    private readonly ConcurrentDictionary<string, CallRecord> _records;
    private readonly ConcurrentDictionary<IMethodSymbol, string?> _ids = new(SymbolEqualityComparer.Default);
    private int _added;

    public CallRecords(KnownSymbols symbols)
    {
        _symbols = symbols;
        _records = ProgramVersion.Of(symbols.Compilation).Records;
        WereInherited = !_records.IsEmpty;
    }

    /// <summary>True if an earlier compilation left records. Without them a proof saves nothing: what this one records was read.</summary>
    public bool WereInherited { get; }

    /// <summary>The number of records added so far. A proof that failed may succeed after the next one.</summary>
    public int Added => Volatile.Read(ref _added);

    /// <summary>The record of a function; null if it has to be read.</summary>
    public CallRecord? Of(string id) => _records.TryGetValue(id, out var record) && record.IsTrueFor(_symbols) ? record : null;

    public void Add(IMethodSymbol function, CallRecord? record)
    {
        if (record is not null && IdOf(function) is { } id)
        {
            _records[id] = record;
            Interlocked.Increment(ref _added);
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
