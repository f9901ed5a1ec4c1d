using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace IdeCodeFixes;

/// <summary>
/// Asks the code-fix service of the IDE what its light bulb would offer. A program of its own, because it runs on the SDK's Roslyn, which is
/// newer than the one that the tests are built with.
/// </summary>
internal static class Program
{
    // Arguments: the folder with the SDK's Roslyn, the runtime, the folder with the sources, the assemblies with rules and fixes.
    private static async Task Main(string[] args)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(args[0], name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        await ListAsync(args[0], args[1], args[2], args[3..]);
    }

    // Not inlined: its types can only be found once Main has said where.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task ListAsync(string tools, string runtime, string sources, string[] rules) => LightBulb.ListAsync(tools, runtime, sources, rules);
}
