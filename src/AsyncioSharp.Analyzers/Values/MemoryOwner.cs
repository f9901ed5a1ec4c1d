using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// An object that was given streams in memory and no others: an archive over a <c>MemoryStream</c>, and what it hands out, such as its
/// entries. What these read or write is in memory, too.
/// </summary>
internal static class MemoryOwner
{
    private const int MostDepth = 10;

    public static bool Is(IOperation value, Func<IOperation, bool> isInMemory) => Is(value, isInMemory, depth: 0);

    /// <summary>
    /// True for a use of a member that gets at streams in memory only: through its object, and through its arguments.
    /// </summary>
    public static bool IsUsed(IOperation use, Func<IOperation, bool> isInMemory) => IsUsed(use, isInMemory, depth: 0);

    private static bool Is(IOperation value, Func<IOperation, bool> isInMemory, int depth)
    {
        var core = TaskAliases.Core(value);
        return depth <= MostDepth && (InMemory.IsStream(core.Type)
            ? isInMemory(core)
            : core is ILocalReferenceOperation local
            ? IsLocal(local, isInMemory, depth)
            : IsUsed(core, isInMemory, depth));
    }

    private static bool IsUsed(IOperation use, Func<IOperation, bool> isInMemory, int depth) => use switch
    {
        IAwaitOperation await => Is(await.Operation, isInMemory, depth + 1),
        IObjectCreationOperation creation => IsGiven(creation.Arguments, isInMemory) == true,
        IInvocationOperation { Instance: { } owner } call =>
            IsGiven(call.Arguments, isInMemory) != false && Is(owner, isInMemory, depth + 1),

        // archive.Entries.Where(..), Assert.Single(archive.Entries)
        IInvocationOperation { TargetMethod.IsStatic: true } call => IsGiven(call.Arguments, isInMemory) ??
            (call.Arguments.FirstOrDefault() is { } first && Is(first.Value, isInMemory, depth + 1)),
        IMemberReferenceOperation { Instance: { } owner } => Is(owner, isInMemory, depth + 1),
        IArrayElementReferenceOperation element => Is(element.ArrayReference, isInMemory, depth + 1),
        _ => false,
    };

    private static bool IsLocal(ILocalReferenceOperation local, Func<IOperation, bool> isInMemory, int depth)
    {
        if ((TaskAliases.Collection(local) ?? LastValue.Of(local)) is { } only)
        {
            return Is(only, isInMemory, depth + 1);
        }

        var values = VariableWrites.Of(local)?.Where(static value => !value.IsNull()).ToList();
        return values is { Count: > 0 } && values.All(value => Is(value, isInMemory, depth + 1));
    }

    // Null if no argument is a stream.
    private static bool? IsGiven(ImmutableArray<IArgumentOperation> arguments, Func<IOperation, bool> isInMemory)
    {
        var streams = arguments.Where(static a => InMemory.IsStream(a.Parameter?.Type) || InMemory.IsStream(TaskAliases.Core(a.Value).Type))
            .ToList();
        return streams.Count == 0 ? null : streams.All(stream => isInMemory(stream.Value));
    }
}
