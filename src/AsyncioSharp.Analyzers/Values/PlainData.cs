using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Tells data from objects behind which there is a device, another thread or code that is not known.</summary>
internal static class PlainData
{
    private static readonly string[] Devices =
        ["System.IO", "System.Net", "System.Threading", "System.Data", "System.Diagnostics", "Microsoft.Win32"];

    private static readonly HashSet<string> Quick =
        ["CancellationToken", "Interlocked", "Volatile", "Lock", "Path", "Debug", "Debugger", "Stopwatch"];

    // A lock that is held for as long as a buffer is changed.
    private static readonly HashSet<string> Sections = ["Enter", "Exit", "TryEnter", "Pulse", "PulseAll", "IsEntered"];

    /// <summary>True if a field of the type holds values, arrays, collections of these, or objects that only compute.</summary>
    public static bool Is(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Is(array.ElementType),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol or { TypeKind: TypeKind.Delegate or TypeKind.TypeParameter } => false,
        INamedTypeSymbol { SpecialType: SpecialType.System_Object } => true,
        INamedTypeSymbol named => !IsResource(named) && (IsCrypto(named) || !HasResources(named)) && named.TypeArguments.All(Is),
        _ => false,
    };

    /// <summary>True if members of the type may wait for a device or for another thread.</summary>
    public static bool IsResource(INamedTypeSymbol type) => InMemory.IsStream(type) || (IsOfDevice(type) && !IsException(type));

    public static bool NeverWaits(IMethodSymbol method) => method.ContainingType.Name == "Monitor" && Sections.Contains(method.Name);

    public static bool IsAwaitable(ITypeSymbol type) => type.Name is "Task" or "ValueTask" or "IAsyncEnumerable" or "Coroutine";

    private static bool IsOfDevice(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Enum && !Quick.Contains(type.Name) && Array.Exists(Devices, name => type.IsInside(name));

    private static bool IsCrypto(INamedTypeSymbol type) => type.IsInside("System.Security.Cryptography");

    // Of a class of a package only its members can be seen. A value or a collection has no need to be disposed of, nor to be awaited.
    private static bool HasResources(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Interface && !type.IsInside("System.Collections") &&
            (type.AllInterfaces.Append(type).Any(static i => i.Name is "IDisposable" or "IAsyncDisposable") ||
                type.GetMembers().Any(static member => member switch
                {
                    IMethodSymbol method => IsAwaitable(method.ReturnType),
                    IFieldSymbol { IsStatic: false, Type: INamedTypeSymbol held } => IsResource(held),
                    _ => false,
                }));

    private static bool IsException(INamedTypeSymbol type)
    {
        foreach (var t in type.WithBases())
        {
            if (t is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }
}
