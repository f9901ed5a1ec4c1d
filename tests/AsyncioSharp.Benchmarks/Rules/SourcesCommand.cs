using AsyncioSharp.Benchmarks.Compare;
using AsyncioSharp.Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>
/// What our rules cost on a body of source code that somebody else wrote, beside those of the SDK and of other packages, in turn in one process. Errors do not
/// matter, so a clone is enough, with the assemblies that it references.
/// </summary>
internal static class SourcesCommand
{
    private const int Slowest = 8;
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    internal static int Run(Arguments arguments)
    {
        if (arguments.Names is [])
        {
            throw new UsageException("name the folders with the sources");
        }

        int rounds = arguments.Number("--rounds", 3);
        CSharpCompilation Compile() => Create(arguments);
        AnalyzerSet[] sets = [AnalyzerSet.OfTheSdk(), .. Peers(arguments), AnalyzerSet.Ours(arguments.Text("--rules"))];
        Console.WriteLine($"{Compile().SyntaxTrees.Length:N0} files, {Compile().SyntaxTrees.Sum(static tree => tree.GetText().Lines.Count):N0} lines");
        var runs = sets.ToDictionary(static set => set, static _ => new List<SourceRun>());
        for (int round = 0; round <= rounds; round++)
        {
            foreach (AnalyzerSet set in sets)
            {
                SourceRun run = set.Run(Compile());
                Console.WriteLine($"{round}: {set.Name} {run.CallbackSeconds:N2} s in callbacks, {run.ProcessorSeconds:N2} s of the process, {run.Findings} findings");

                // The first one is for the JIT.
                if (round > 0)
                {
                    runs[set].Add(run);
                }
            }
        }

        Print(sets, runs);
        Console.WriteLine($"Median of {rounds}; {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.");
        return 0;
    }

    private static IEnumerable<AnalyzerSet> Peers(Arguments arguments) =>
        arguments.Has("--peers") ? RulePackage.All.Skip(1).Select(AnalyzerSet.Of) : [];

    private static void Print(AnalyzerSet[] sets, Dictionary<AnalyzerSet, List<SourceRun>> runs)
    {
        Console.WriteLine();
        Console.WriteLine("| rules | in callbacks | processor time of the process | findings | AD0001 |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (AnalyzerSet set in sets)
        {
            double callbacks = Statistics.Median(runs[set].Select(static run => run.CallbackSeconds));
            double processor = Statistics.Median(runs[set].Select(static run => run.ProcessorSeconds));
            Console.WriteLine($"| {set.Name} | {callbacks:N2} s | {processor:N2} s | {runs[set][0].Findings} | {runs[set].Sum(static run => run.Crashes)} |");
        }

        Console.WriteLine();
        foreach ((string name, double seconds) in runs[sets[^1]][^1].Analyzers.Take(Slowest))
        {
            Console.WriteLine($"{seconds,8:N3} s {name}");
        }
    }

    /// <summary>
    /// The sources below the folders, with the assemblies of the framework and of the folder of references. Nullable reference types are on unless the
    /// projects of the sources do not use them: <c>--nullable disable</c>.
    /// </summary>
    internal static CSharpCompilation Create(Arguments arguments)
    {
        string? references = arguments.Text("--references");
        NullableContextOptions nullable = arguments.Text("--nullable") switch
        {
            null or "enable" => NullableContextOptions.Enable,
            "disable" => NullableContextOptions.Disable,
            _ => throw new UsageException("--nullable is enable or disable"),
        };
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        IEnumerable<string> files = arguments.Names.SelectMany(static folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal));
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).Append(CSharpSyntaxTree.ParseText(Usings, options));
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string web = Path.GetFullPath(Path.Combine(runtime, "../../Microsoft.AspNetCore.App", Path.GetFileName(runtime)));
        IEnumerable<string> assemblies = Directory.GetFiles(runtime, "*.dll")
            .Concat(Directory.Exists(web) ? Directory.GetFiles(web, "*.dll") : [])
            .Append(typeof(Asyncio).Assembly.Location)
            .Concat(references is null ? [] : Directory.GetFiles(references, "*.dll"));
        IEnumerable<MetadataReference> known = assemblies.Where(IsManaged).DistinctBy(Path.GetFileName).Select(static file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            "Sources", trees, known, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: nullable, concurrentBuild: false));
    }

    private static bool IsManaged(string file)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
