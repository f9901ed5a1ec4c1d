using System.Globalization;
using AsyncioSharp.Benchmarks.Compare;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>What our rules cost a build, beside the async rules of others: all in one compiler, and each package in one of its own.</summary>
internal static class RulesCommand
{
    private const int Slowest = 15;

    internal static int Run(Arguments arguments)
    {
        int rounds = arguments.Number("--rounds", 3);
        int files = arguments.Names is [] ? 2000
            : arguments.Names is [var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw new UsageException("give the number of files, or nothing");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("asyncio-rules-");
        try
        {
            Measure(GeneratedProject.Write(folder.FullName, files, RulePackage.All), rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Measure(GeneratedProject project, int rounds)
    {
        Console.WriteLine($"{project.Files:N0} files, {project.Lines:N0} lines");
        Builds.DotNet(project.Folder, "restore");
        project.TurnOffOthers(Builds.Measure(project.Folder, "-p:OneFile=true"));
        var together = new List<List<AnalyzerTime>>();
        var alone = RulePackage.All.ToDictionary(static package => package, static _ => new List<List<AnalyzerTime>>());
        for (int round = 1; round <= rounds; round++)
        {
            together.Add(Builds.Measure(project.Folder));
            Console.WriteLine($"{round}: {string.Join(", ", RulePackage.All.Select(package => $"{package.Name} {Seconds(together[^1], package):N2} s"))}");
            foreach (RulePackage package in RulePackage.All)
            {
                alone[package].Add(Builds.Measure(project.Folder, $"-p:OnlyPackage={package.Name}"));
                Console.WriteLine($"{round}: {package.Name} alone {Seconds(alone[package][^1], package):N2} s");
            }
        }

        Print(together, alone);
        Console.WriteLine();
        Console.WriteLine($"{project.Files:N0} files, {project.Lines:N0} lines; median of {rounds}; {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.");
    }

    private static void Print(List<List<AnalyzerTime>> together, Dictionary<RulePackage, List<List<AnalyzerTime>>> alone)
    {
        RulePackage ours = RulePackage.All[0];
        double Median(List<List<AnalyzerTime>> runs, RulePackage package) => Statistics.Median(runs.Select(run => Seconds(run, package)));
        Console.WriteLine();
        Console.WriteLine("| package | rules | in one build | ratio | alone | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (RulePackage package in RulePackage.All)
        {
            (double all, double one) = (Median(together, package), Median(alone[package], package));
            Console.WriteLine($"| {package.Name} | {package.Ids.Length} | {all:N2} s | {all / Median(together, ours):N2}× | {one:N2} s | {one / Median(alone[ours], ours):N2}× |");
        }

        Console.WriteLine();
        Console.WriteLine("| our slowest | rules | in one build | alone |");
        Console.WriteLine("|---|---|---:|---:|");
        double Of(List<List<AnalyzerTime>> runs, string name) => Statistics.Median(runs.Select(run => run.SingleOrDefault(time => time.Name == name)?.Seconds ?? 0));
        foreach (AnalyzerTime analyzer in alone[ours][0].Where(time => Belongs(time, ours)).OrderByDescending(time => Of(alone[ours], time.Name)).Take(Slowest))
        {
            string name = analyzer.Name[(analyzer.Name.LastIndexOf('.') + 1)..];
            Console.WriteLine($"| {name} | {string.Join(", ", analyzer.Ids)} | {Of(together, analyzer.Name):N3} s | {Of(alone[ours], analyzer.Name):N3} s |");
        }
    }

    private static double Seconds(List<AnalyzerTime> run, RulePackage package) => run.Where(time => Belongs(time, package)).Sum(static time => time.Seconds);

    // Ours with the suppressors, which have no severity to turn off.
    private static bool Belongs(AnalyzerTime time, RulePackage package) =>
        time.Ids.Any(id => package.Ids.Contains(id) || (package == RulePackage.All[0] && id.StartsWith("AIO", StringComparison.Ordinal)));
}
