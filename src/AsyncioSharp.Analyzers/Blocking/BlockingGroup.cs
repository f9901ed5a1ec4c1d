using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>
/// A blocking member that is named instead of called, in code that runs it at once: <c>paths.Select(File.ReadAllText).ToList()</c>
/// </summary>
internal static class BlockingGroup
{
    /// <summary>The entry of the member; null if it does not block, or runs elsewhere.</summary>
    public static BlockingApis.Entry? EntryOf(IMethodReferenceOperation group, KnownSymbols symbols) =>
        BlockingApis.Find(group, symbols) is { } entry && IsBlocking(group, entry.Kind) && InlineExecution.RunsInline(group, symbols)
            ? entry
            : null;

    /// <summary>The same within the scope of the rules, for the kinds of one rule.</summary>
    public static (BlockingApis.Entry Entry, CodeSite Code)? Of(
        OperationAnalysisContext context, KnownSymbols symbols, Func<BlockingKind, bool> kinds) =>
        EntryOf((IMethodReferenceOperation)context.Operation, symbols) is { } entry && kinds(entry.Kind) &&
            CodeSite.OfBlocking(context, symbols) is { } code
            ? (entry, code)
            : null;

    /// <summary>What to do about a member without a counterpart.</summary>
    public static string Advice(CodeSite code) =>
        $"a method group cannot await: move the call around it into '{(code.IsCoroutine ? "Asyncio.ToThread" : "Task.Run")}'";

    // The arguments, which tell whether a stream or an address is read, are not written here. Files are mostly fast.
    private static bool IsBlocking(IMethodReferenceOperation group, BlockingKind kind) => kind switch
    {
        BlockingKind.Counterpart => !InMemory.IsKnown(group.Instance),
        BlockingKind.Wait => !ProbesOrAdds(group.Method.Name),
        BlockingKind.Call or BlockingKind.Listed => true,
        _ => false,
    };

    // An addition waits only where there is a bound.
    private static bool ProbesOrAdds(string name) =>
        name.StartsWith("Try", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal);
}
