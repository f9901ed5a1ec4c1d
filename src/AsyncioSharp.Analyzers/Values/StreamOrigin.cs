using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The origin of a stream, a reader or a writer whose type does not tell whether it is in memory.</summary>
internal static class StreamOrigin
{
    private static readonly HashSet<string> OpenTypes =
    [
        "Stream", "BufferedStream", "TextReader", "TextWriter", "StreamReader", "StreamWriter",
        "GZipStream", "DeflateStream", "ZLibStream", "BrotliStream", "CryptoStream",
    ];

    /// <summary>True if the type may hold an object in memory.</summary>
    public static bool IsOpen(IOperation value)
    {
        var core = TaskAliases.Core(value);
        return core is IInstanceReferenceOperation || (core.Type is { } type && OpenTypes.Contains(type.Name) && type.IsInside("System"));
    }

    /// <summary>A creation that certainly does I/O, or a parameter; null if the origin is unknown.</summary>
    public static IOperation? Of(IOperation value, int depth = 0)
    {
        var core = TaskAliases.Core(value);
        if (depth > 6 || InMemory.IsKnown(core))
        {
            return null;
        }

        return core switch
        {
            IParameterReferenceOperation => core,
            ILocalReferenceOperation or IFieldReferenceOperation when ValueOrigin.Of(core) is var known && known != core =>
                Of(known, depth + 1),
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "File" } file } } when IsIO(file) => core,
            IPropertyReferenceOperation { Property.ContainingType: { Name: "Process" } } => core,

            // new StreamReader(path), or a reader of another stream.
            IObjectCreationOperation { Arguments: { Length: > 0 } arguments } when IsOpen(core) =>
                arguments[0].Value.Type?.SpecialType == SpecialType.System_String ? core : Of(arguments[0].Value, depth + 1),
            _ => core.Type is { TypeKind: TypeKind.Class } && !IsOpen(core) ? core : null,
        };
    }

    private static bool IsIO(INamedTypeSymbol type) => type.IsIn("System.IO");
}
