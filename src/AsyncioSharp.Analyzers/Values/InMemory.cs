using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// Recognizes streams, readers and connections that never wait: buffers in memory, null devices, and databases whose async methods are
/// synchronous.
/// </summary>
internal static class InMemory
{
    private static readonly HashSet<string> Types =
        ["MemoryStream", "UnmanagedMemoryStream", "UnmanagedMemoryAccessor", "StringReader", "StringWriter", "RecyclableMemoryStream"];

    public static bool IsKnown(IOperation? value, int depth = 0)
    {
        value = value?.WithoutConversions();
        if (value is null || depth > 6)
        {
            return false;
        }

        if (IsType(value.Type))
        {
            return true;
        }

        return value switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "Null" } } => true,
            IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "Console" } } => true,
            ILocalReferenceOperation or IFieldReferenceOperation =>
                ValueOrigin.Of(value) is var known && known != value && IsKnown(known, depth + 1),

            // A reader or writer of a buffer in memory does not wait either.
            IObjectCreationOperation creation => creation.Arguments.Any(a => IsKnown(a.Value, depth + 1)),
            _ => false,
        };
    }

    /// <summary>True if the call receives a stream, a reader or a writer, and none of them is in memory.</summary>
    public static bool IsGivenAStream(IInvocationOperation call)
    {
        var streams = call.Arguments.Where(a => IsStream(a.Parameter?.Type)).ToList();
        return streams.Count > 0 && !streams.Any(s => IsKnown(s.Value));
    }

    private static bool IsStream(ITypeSymbol? type)
    {
        foreach (var t in type.WithBases())
        {
            if (t.Name is "Stream" or "TextReader" or "TextWriter" && t.IsIn("System.IO"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsType(ITypeSymbol? type)
    {
        foreach (var t in type.WithBases())
        {
            if (Types.Contains(t.Name) || t.IsIn("Microsoft.Data.Sqlite") || t.IsIn("System.Data.SQLite"))
            {
                return true;
            }
        }

        return false;
    }
}
