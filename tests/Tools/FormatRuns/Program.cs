using System.Reflection;
using System.Runtime.Loader;

namespace FormatRuns;

/// <summary>
/// Runs <c>dotnet format</c> again and again, by the entry point of the SDK's own program. Starting it anew each time takes several times as long as what it does.
/// </summary>
internal static class Program
{
    // Arguments: the folder of dotnet-format, and a file with the arguments of one run in each line, separated by tabs. Prints the exit code behind each run.
    private static async Task Main(string[] args)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(args[0], name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        MethodInfo entry = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(args[0], "dotnet-format.dll")).EntryPoint!;
        foreach (string line in await File.ReadAllLinesAsync(args[1]))
        {
            object? result = entry.Invoke(null, [line.Split('\t')]);
            int exitCode = result is Task<int> running ? await running : (int)result!;
            Console.WriteLine($"EXIT {exitCode}");
        }
    }
}
