using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers;

/// <summary>Calls of .NET after which a resource has nothing left to write or to read.</summary>
internal static class LastCalls
{
    // By the base class of the resource, so that derived streams, readers and writers are included.
    private static readonly Dictionary<string, string[]> Closing = new()
    {
        ["System.IO.Stream"] = ["Close"],
        ["System.IO.TextReader"] = ["Close"],
        ["System.IO.TextWriter"] = ["Close"],
        ["System.IO.BinaryWriter"] = ["Close"],
        ["System.Data.Common.DbDataReader"] = ["Close", "CloseAsync"],
    };

    private static readonly Dictionary<string, string[]> Flushing = new()
    {
        ["System.IO.FileStream"] = ["Flush", "FlushAsync"],
        ["System.IO.BufferedStream"] = ["Flush", "FlushAsync"],
        ["System.IO.TextWriter"] = ["Flush", "FlushAsync"],
        ["System.IO.BinaryWriter"] = ["Flush"],
        ["System.Text.Json.Utf8JsonWriter"] = ["Flush", "FlushAsync"],
    };

    private static readonly Dictionary<string, string[]> Reading = new()
    {
        ["System.IO.Stream"] = ["CopyTo", "CopyToAsync"],
        ["System.IO.TextReader"] = ["ReadToEnd", "ReadToEndAsync"],
    };

    private static readonly Dictionary<string, string[]> Rounds = new()
    {
        ["System.Data.Common.DbDataReader"] = ["NextResult", "NextResultAsync", "Read", "ReadAsync"],
    };

    /// <summary>True for a call that closes what it is called on.</summary>
    public static bool Close(ITypeSymbol? resource, IMethodSymbol method) =>
        (method.Name is "Dispose" or "DisposeAsync" && method.Parameters.IsEmpty) || IsIn(Closing, resource, method);

    /// <summary>True for a call that writes all that is buffered.</summary>
    public static bool Flush(ITypeSymbol? resource, IMethodSymbol method) => IsIn(Flushing, resource, method);

    /// <summary>True for a call that reads to the end.</summary>
    public static bool ReadAll(ITypeSymbol? resource, IMethodSymbol method) => IsIn(Reading, resource, method);

    /// <summary>True for a call that goes to the next row or result of a database, and says whether there is one.</summary>
    public static bool Advance(ITypeSymbol? resource, IMethodSymbol method) => IsIn(Rounds, resource, method);

    private static bool IsIn(Dictionary<string, string[]> calls, ITypeSymbol? resource, IMethodSymbol method)
    {
        foreach (var type in resource.WithBases())
        {
            if (calls.TryGetValue($"{type.ContainingNamespace}.{type.MetadataName}", out var names) && names.Contains(method.Name))
            {
                return true;
            }
        }

        return false;
    }
}
