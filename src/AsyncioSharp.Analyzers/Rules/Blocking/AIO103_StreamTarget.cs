using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// The streams, readers and writers that a call waits for. The rule asks where it is about to report, because following values through
/// the program is expensive.
/// </summary>
internal static class StreamTarget
{
    public static bool NeverWaits(CounterpartCall call, CodeSite code) => call.Entry.Kind switch
    {
        BlockingKind.Counterpart when InMemory.IsStream(call.Call.Instance?.Type) => NeverWaits(call.Call.Instance, code) &&
            (call.Call.TargetMethod.Name != "CopyTo" || IsGivenMemory(call.Call, code)),

        // The entry of an archive in memory.
        BlockingKind.Counterpart => MemoryOwner.IsUsed(call.Call, stream => MemoryFlow.EndsInMemory(stream, code.Symbols)),
        BlockingKind.StreamCounterpart => IsGivenMemory(call.Call, code),
        _ => false,
    };

    /// <summary>
    /// True if the stream is certainly in memory. In a test, a stream that nothing shows to wait is a double or a result: only the test
    /// waits for it.
    /// </summary>
    public static bool NeverWaits(IOperation? stream, CodeSite code) =>
        InMemory.IsStream(stream?.Type) && (MemoryFlow.EndsInMemory(stream, code.Symbols) || IsUnknownInTest(stream!, code));

    private static bool IsGivenMemory(IInvocationOperation call, CodeSite code)
    {
        var streams = call.Arguments.Where(static a => InMemory.IsStream(a.Parameter?.Type)).ToList();
        return streams.Count > 0 && streams.All(a => NeverWaits(a.Value, code));
    }

    private static bool IsUnknownInTest(IOperation stream, CodeSite code) =>
        code.Thread != ThreadKind.Loop && code.IsInTest && StreamOrigin.IsOpen(stream) && StreamOrigin.Of(stream) is null;
}
