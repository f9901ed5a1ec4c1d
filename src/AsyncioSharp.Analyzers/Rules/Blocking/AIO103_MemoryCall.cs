using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A call of code of the program that leads to a stream, where the caller shows that all streams are in memory:
/// <c>new Archive(new MemoryStream()).Entries[0].Open()</c>.
/// </summary>
internal static class MemoryCall
{
    public static bool NeverWaits(IInvocationOperation call, KnownSymbols symbols)
    {
        var graph = CallGraph.Of(symbols);
        return graph.EdgesOf(call).All(edge => graph.Blocking.From(edge) is not { } path || NeverWaits(call, path, symbols));
    }

    public static bool NeverWaits(IOperation call, CallPath path, KnownSymbols symbols) =>
        CallGraph.Of(symbols).Of(path.Functions.Last()).Blockers.All(static end => EndsAtAStream(end.Operation)) &&
        MemoryOwner.IsUsed(call, stream => MemoryFlow.EndsInMemory(stream, symbols));

    private static bool EndsAtAStream(IOperation end) => end switch
    {
        IInvocationOperation { Instance: { } stream } when InMemory.IsStream(stream.Type) => IsOfCaller(stream),
        IInvocationOperation call => StreamsOf(call) is { Count: > 0 } streams && streams.All(IsOfCaller),
        IPropertyReferenceOperation { Instance: { } reader } => InMemory.IsStream(reader.Type) && IsOfCaller(reader),
        _ => false,
    };

    private static List<IOperation> StreamsOf(IInvocationOperation call) =>
        [.. call.Arguments.Where(static a => InMemory.IsStream(a.Parameter?.Type)).Select(static a => a.Value)];

    // Not a file or a socket that the code opens itself.
    private static bool IsOfCaller(IOperation stream) => StreamOrigin.IsOpen(stream)
        ? StreamOrigin.Of(stream) is null or IParameterReferenceOperation
        : stream.Type is { DeclaringSyntaxReferences.IsEmpty: false };
}
