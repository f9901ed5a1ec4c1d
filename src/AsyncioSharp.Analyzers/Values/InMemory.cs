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
    [
        "MemoryStream", "UnmanagedMemoryStream", "UnmanagedMemoryAccessor", "StringReader", "StringWriter", "RecyclableMemoryStream",
        "MemoryBlockStream",
    ];

    public static bool IsKnown(IOperation? value, int depth = 0)
    {
        value = value?.WithoutConversions();
        if (value is null || depth > 6)
        {
            return false;
        }

        if (IsType(value.Type) || OwnStreams.AreInMemory(value.Type, value.SemanticModel?.Compilation))
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
            IObjectCreationOperation creation => IsMadeOf(creation, part => IsKnown(part, depth + 1)) || IsGiven(creation, depth + 1),
            IInvocationOperation call => IsResult(call, depth + 1),
            IConditionalAccessInstanceOperation access => IsKnown(TaskAliases.Receiver(access), depth + 1),
            IAwaitOperation await => IsKnown(TaskAliases.Core(await.Operation), depth + 1),
            IConditionalOperation { WhenFalse: { } other } choice => IsEither(choice.WhenTrue, other, depth + 1),
            ICoalesceOperation choice => IsEither(choice.Value, choice.WhenNull, depth + 1),
            _ => false,
        };
    }

    /// <summary>True if a resource was made of streams, readers and writers, and all of these are in memory.</summary>
    public static bool IsMadeOf(IOperation? value, Func<IOperation, bool> isInMemory)
    {
        var streams = (value?.WithoutConversions()) switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation { TargetMethod.IsStatic: true } call => call.Arguments,
            _ => [],
        };
        return streams.Any(static a => IsStream(a.Parameter?.Type)) &&
            streams.All(a => !IsStream(a.Parameter?.Type) || isInMemory(a.Value));
    }

    // A command is given its connection.
    private static bool IsGiven(IObjectCreationOperation creation, int depth) =>
        !creation.Arguments.Any(static a => IsStream(a.Parameter?.Type)) && creation.Arguments.Any(a => IsKnown(a.Value, depth));

    // No resource at all is not waited for either.
    private static bool IsEither(IOperation first, IOperation second, int depth) =>
        first.IsNull() ? IsKnown(second, depth) : IsKnown(first, depth) && (second.IsNull() || IsKnown(second, depth));

    // A resource of an assembly, a stream around a buffer, and a method of this file that returns only such streams.
    private static bool IsResult(IInvocationOperation call, int depth) =>
        call.TargetMethod is { Name: "GetManifestResourceStream", ContainingType.Name: "Assembly" } ||
            (IsStream(call.Type) && IsWrapper(call, depth)) || ReturnsOnlyBuffers(call, depth);

    private static bool IsWrapper(IInvocationOperation call, int depth)
    {
        var streams = call.Arguments.Where(static a => IsStream(a.Parameter?.Type)).ToList();
        return streams.Count > 0 && streams.All(s => IsKnown(s.Value, depth));
    }

    private static bool ReturnsOnlyBuffers(IInvocationOperation call, int depth)
    {
        if (call.TargetMethod is not { IsVirtual: false, IsAbstract: false, IsOverride: false } method ||
            method.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration ||
            declaration.SyntaxTree != call.Syntax.SyntaxTree || call.SemanticModel is not { } model)
        {
            return false;
        }

        var results = AsyncFunctionSyntax.Results(declaration.GetSyntax()).Select(result => model.GetOperation(result)).ToList();
        return results.Count > 0 && results.All(result => IsKnown(result, depth));
    }

    /// <summary>True if the call receives a stream, a reader or a writer, and none of them is in memory.</summary>
    public static bool IsGivenAStream(IInvocationOperation call)
    {
        var streams = call.Arguments.Where(a => IsStream(a.Parameter?.Type)).ToList();
        return streams.Count > 0 && !streams.Any(s => IsKnown(s.Value));
    }

    /// <summary>True for a stream, a reader or a writer that is in memory; nothing else is looked at more closely.</summary>
    public static bool IsStreamInMemory(IOperation? value) => IsStream(value?.Type) && IsKnown(value);

    /// <summary>True for streams, readers and writers.</summary>
    public static bool IsStream(ITypeSymbol? type)
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
