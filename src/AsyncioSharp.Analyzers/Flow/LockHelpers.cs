using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>Methods of the program that take or release a thread-bound lock for their caller: <c>Lock()</c> and <c>Unlock()</c>.</summary>
internal static class LockHelpers
{
    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<IMethodSymbol, Balance>> Cache = new();

    /// <summary>True if the method returns with a lock that it took.</summary>
    public static bool Takes(IMethodSymbol method, KnownSymbols symbols) => KeyOfTaken(method, symbols) is not null;

    /// <summary>The lock that the method keeps for its caller.</summary>
    public static string? KeyOfTaken(IMethodSymbol method, KnownSymbols symbols) => Of(method, symbols).Taken;

    /// <summary>The lock that the method releases for its caller.</summary>
    public static string? KeyOfReleased(IMethodSymbol method, KnownSymbols symbols) => Of(method, symbols).Released;

    private static Balance Of(IMethodSymbol method, KnownSymbols symbols) =>
        !OwnCode.Contains(method, symbols) ? default
            : Cache.GetValue(symbols, static _ => new(SymbolEqualityComparer.Default))
                .GetOrAdd(method.OriginalDefinition, m => Read(m, symbols));

    private static Balance Read(IMethodSymbol method, KnownSymbols symbols)
    {
        if (!LockNames.MayHold(method, symbols))
        {
            return default;
        }

        var operations = FunctionBodies.Of(method, symbols.Compilation).SelectMany(FunctionBody.Of).ToList();
        var calls = operations.Select(operation => LockCall.Of(operation, symbols)).OfType<LockCall>()
            .Where(static call => call.IsThreadBound).ToList();
        var taken = calls.FirstOrDefault(call => !call.IsRelease && !calls.Any(other => other.IsRelease && other.Key == call.Key));
        var released = calls.FirstOrDefault(call => call.IsRelease && !calls.Any(other => !other.IsRelease && other.Key == call.Key));

        // Guard Hold() => new Guard(gate);
        var made = method.MethodKind == MethodKind.Constructor
            ? null
            : operations.OfType<IObjectCreationOperation>().Select(creation => creation.Constructor).OfType<IMethodSymbol>()
            .Where(constructor => !KnownSymbols.IsSame(constructor, method)).Select(constructor => KeyOfTaken(constructor, symbols))
                .FirstOrDefault(key => key is not null);
        return new Balance(taken?.Key ?? made, released?.Key);
    }

    private readonly struct Balance(string? taken, string? released)
    {
        public string? Taken { get; } = taken;

        public string? Released { get; } = released;
    }
}
