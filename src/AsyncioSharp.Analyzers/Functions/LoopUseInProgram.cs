using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// Whether a program can use the loop's own APIs, or write an <c>AsyncLocal</c>, anywhere. A search for that goes through everything that a
/// function reaches, and finds nothing in a program that only has <c>Task</c>.
/// </summary>
internal static class LoopUseInProgram
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Trees = new();

    /// <summary>
    /// False if no file names the namespace of the runtime or the type <c>AsyncLocal</c>, and no library can hand out a type of the
    /// runtime.
    /// </summary>
    public static bool IsPossible(KnownSymbols symbols) =>
        symbols.Compilation.SyntaxTrees.Any(static tree => Trees.GetValue(tree, static t => new StrongBox<bool>(IsNamedIn(t))).Value) ||
        IsReferencedByALibrary(symbols);

    private static bool IsNamedIn(SyntaxTree tree) => SourceWords.Name("AsyncioSharp", tree) || SourceWords.Name("AsyncLocal", tree);

    private static bool IsReferencedByALibrary(KnownSymbols symbols) =>
        symbols.Coroutine?.ContainingAssembly is { } runtime &&
        symbols.Compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(static library => library.Modules)
            .Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == runtime.Name));
}
