using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Functions that certainly run where no event loop runs: entry points, tests, and what a host calls.</summary>
internal static class LoopAbsence
{
    /// <summary>True if a coroutine that the function awaits throws.</summary>
    public static bool IsCertain(EnclosingFunction function, KnownSymbols symbols) =>
        IsHostedAnywhere(function, symbols) || MayStartALoop(function, symbols);

    /// <summary>True if a host calls the function, which must not block. This includes methods that another file registers.</summary>
    public static bool IsHostedAnywhere(EnclosingFunction function, KnownSymbols symbols) =>
        IsHosted(function, symbols) || (!function.IsNested && RegisteredHandlers.Contains(function.Symbol, symbols));

    /// <summary>True if a host calls the function, as far as its own member shows.</summary>
    public static bool IsHosted(EnclosingFunction function, KnownSymbols symbols) =>
        !symbols.IsCoroutine(function.Symbol.ReturnType) && (function.IsNested
            ? HostCall.IsHandler(function, symbols)
            : HostCall.CallerOf(function.Symbol, symbols) is not null);

    /// <summary>True in an entry point and in a test, which may block and so can call <c>Asyncio.Run</c>.</summary>
    public static bool MayStartALoop(EnclosingFunction function, KnownSymbols symbols) =>
        !symbols.IsCoroutine(function.Symbol.ReturnType) && (function.IsNested
            ? IsAsserted(function, symbols)
            : IsEntryPoint(function, symbols) || symbols.IsTest(function.Symbol));

    /// <summary>True in top-level statements and in <c>Main</c>.</summary>
    public static bool IsEntryPoint(EnclosingFunction function, KnownSymbols symbols) =>
        function.IsTopLevel || KnownSymbols.IsSame(function.Symbol, symbols.EntryPoint);

    // await Assert.ThrowsAsync<E>(async () => await Count()): the test framework calls the lambda, and runs no loop either.
    private static bool IsAsserted(EnclosingFunction function, KnownSymbols symbols) =>
        FunctionUse.Of(function).ToList() is { Count: > 0 } uses && uses.All(IsAssertion) &&
        function.Outer is { } outer && MayStartALoop(outer, symbols);

    private static bool IsAssertion(IOperation use) =>
        use is IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol { ContainingType: { } type } } &&
        type.Name is "Assert" or "Record" or "ClassicAssert" && IsOfTestFramework(type);

    private static bool IsOfTestFramework(INamedTypeSymbol type) =>
        type.IsInside("Xunit") || type.IsInside("NUnit.Framework") || type.IsInside("Microsoft.VisualStudio.TestTools.UnitTesting");
}
