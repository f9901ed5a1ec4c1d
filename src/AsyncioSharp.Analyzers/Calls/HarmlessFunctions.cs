using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Functions whose records prove that a search from them ends at nothing, so that they are not read again.
/// </summary>
/// <param name="records">The records of the compilation.</param>
/// <param name="content">What the search looks for; none for blocking operations, because no function with a record has any.</param>
/// <param name="needsAll">True if all targets of a virtual call must lead there, false if one is enough.</param>
internal sealed class HarmlessFunctions(CallRecords records, FunctionContent content, bool needsAll)
{
    private readonly ConcurrentDictionary<string, bool> _proven = new();

    // With the number of records that were known then.
    private readonly ConcurrentDictionary<string, int> _unknown = new();

    /// <summary>True if a search from the function finds nothing, whatever its arguments are.</summary>
    public bool Contain(IMethodSymbol function)
    {
        if (!records.WereInherited || records.IdOf(function) is not { } start)
        {
            return false;
        }

        if (_proven.ContainsKey(start))
        {
            return true;
        }

        var added = records.Added;
        if (_unknown.TryGetValue(start, out var before) && before == added)
        {
            return false;
        }

        var proof = RecordsFrom(start);
        RemoveUnknown(proof);
        foreach (var id in proof.Keys)
        {
            _proven.TryAdd(id, true);
        }

        if (!proof.ContainsKey(start))
        {
            _unknown[start] = added;
        }

        return proof.ContainsKey(start);
    }

    // The records of a function and of all that it calls, as far as there are any.
    private Dictionary<string, CallRecord> RecordsFrom(string start)
    {
        var found = new Dictionary<string, CallRecord>();
        var open = new Stack<string>([start]);
        while (open.Count > 0)
        {
            var id = open.Pop();
            if (found.ContainsKey(id) || _proven.ContainsKey(id) || records.Of(id) is not { } record || (record.Content & content) != 0)
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

    // Where a virtual call counts only if all targets do, one that is known is enough.
    private void RemoveUnknown(Dictionary<string, CallRecord> proof)
    {
        bool IsKnown(string id) => proof.ContainsKey(id) || _proven.ContainsKey(id);
        bool IsUnknown(ImmutableArray<string> targets) => needsAll ? !targets.Any(IsKnown) : !targets.All(IsKnown);
        while (proof.Where(pair => pair.Value.Calls.Any(IsUnknown)).Select(static pair => pair.Key).ToList() is { Count: > 0 } unknown)
        {
            foreach (var id in unknown)
            {
                proof.Remove(id);
            }
        }
    }
}
