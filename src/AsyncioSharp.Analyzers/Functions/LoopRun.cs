using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// The methods that run a loop until a coroutine is done: <c>Asyncio.Run</c>, <c>AsyncioRunner.Run</c> and <c>TestLoop.Run</c>.
/// </summary>
internal static class LoopRun
{
    private const string Name = "Run";

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Trees = new();

    public static bool Is(IMethodSymbol method, KnownSymbols symbols) =>
        method.Name == Name &&
            (KnownSymbols.Is(method.ContainingType, symbols.Asyncio) || KnownSymbols.Is(method.ContainingType, symbols.TestLoop) ||
                symbols.IsOurs(method.ContainingType, "AsyncioRunner"));

    /// <summary>
    /// True if the name occurs in the program other than in <c>Task.Run</c>; otherwise no search is needed. An editor asks again after each
    /// key, so the answer is cached for each unchanged file.
    /// </summary>
    public static bool AppearsIn(Compilation compilation) => compilation.SyntaxTrees.Any(static tree =>
        Trees.GetValue(tree, static t => new StrongBox<bool>(AppearsIn(t.GetText()))).Value);

    private static bool AppearsIn(SourceText text)
    {
        for (var i = 0; i + Name.Length <= text.Length; i++)
        {
            if (text[i] == Name[0] && text[i + 1] == Name[1] && text[i + 2] == Name[2] && IsWholeName(text, i) && !IsOfTask(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWholeName(SourceText text, int at) => !IsPartOfName(text, at - 1) && !IsPartOfName(text, at + Name.Length);

    private static bool IsPartOfName(SourceText text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private static bool IsOfTask(SourceText text, int at)
    {
        const string before = "Task.";
        return at >= before.Length && text.ToString(new TextSpan(at - before.Length, before.Length)) == before;
    }
}
