using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>The methods that take or release a lock, as data.</summary>
internal static class LockApis
{
    // The types, whether the lock belongs to its thread, the methods that take it, and those that release it.
    private static readonly Row[] Rows =
    [
        new("Monitor Lock SpinLock", isThreadBound: true, "Enter TryEnter", "Exit"),
        new(
            "ReaderWriterLockSlim", isThreadBound: true,
            "EnterReadLock EnterWriteLock EnterUpgradeableReadLock TryEnterReadLock TryEnterWriteLock TryEnterUpgradeableReadLock",
            "ExitReadLock ExitWriteLock ExitUpgradeableReadLock"),
        new("ReaderWriterLock", isThreadBound: true, "AcquireReaderLock AcquireWriterLock",
            "ReleaseReaderLock ReleaseWriterLock ReleaseLock"),
        new("Mutex", isThreadBound: true, "WaitOne", "ReleaseMutex"),
        new("Semaphore", isThreadBound: false, "WaitOne", "Release"),
        new("SemaphoreSlim", isThreadBound: false, "Wait WaitAsync", "Release"),
        new("AsyncLock AsyncSemaphore AsyncCondition", isThreadBound: false, "AcquireAsync", "Release"),
    ];

    private static readonly ILookup<string, Row> ByName =
        Rows.SelectMany(row => row.Takes.Concat(row.Releases), (row, name) => (row, name)).ToLookup(pair => pair.name, pair => pair.row);

    /// <summary>The names of the methods that take a thread-bound lock.</summary>
    public static readonly string[] ThreadBound = [.. Rows.Where(row => row.IsThreadBound).SelectMany(row => row.Takes).Distinct()];

    private static readonly HashSet<string> ThreadBoundNames =
        [.. Rows.Where(row => row.IsThreadBound).SelectMany(row => row.Takes.Concat(row.Releases))];

    /// <summary>True for the name of a method that takes or releases a thread-bound lock; others may have the same name.</summary>
    public static bool IsThreadBoundName(string method) => ThreadBoundNames.Contains(method);

    /// <summary>
    /// True for the locks of .NET and of the runtime, and for a type of any library whose acquire hands out what releases it:
    /// <c>Task&lt;Releaser&gt; LockAsync()</c>.
    /// </summary>
    public static bool IsLock(ITypeSymbol type, KnownSymbols symbols) =>
        Rows.Any(row => row.Types.Contains(type.Name) && IsOfRow(type, symbols)) ||
        type.GetMembers().OfType<IMethodSymbol>().Any(method => !method.IsStatic && HandsOutRelease(method));

    /// <summary>Null for a method that is unrelated to locks.</summary>
    /// <param name="method">The name of the method.</param>
    /// <param name="type">The type it is called on.</param>
    /// <param name="symbols">The symbols of the compilation.</param>
    public static (bool IsRelease, bool IsThreadBound)? Find(string method, ITypeSymbol? type, KnownSymbols symbols)
    {
        foreach (var row in ByName[method])
        {
            if (type is not null && row.Types.Contains(type.Name) && IsOfRow(type, symbols))
            {
                return (row.Releases.Contains(method), row.IsThreadBound);
            }
        }

        return null;
    }

    private static bool IsOfRow(ITypeSymbol type, KnownSymbols symbols) =>
        symbols.IsThreading(type, type.Name) || symbols.IsOurs(type, type.Name);

    // A connection that a pool opens is disposable, too, but it is neither declared by the pool nor only disposable.
    private static bool HandsOutRelease(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && arguments[0] is { } release &&
        (release.SpecialType == SpecialType.System_IDisposable ||
            (KnownSymbols.IsSame(release.ContainingType, method.ContainingType) &&
                release.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_IDisposable)));

    private sealed class Row(string types, bool isThreadBound, string takes, string releases)
    {
        public HashSet<string> Types { get; } = [.. types.Split(' ')];

        public bool IsThreadBound { get; } = isThreadBound;

        public HashSet<string> Takes { get; } = [.. takes.Split(' ')];

        public HashSet<string> Releases { get; } = [.. releases.Split(' ')];
    }
}
