using System.Diagnostics;

namespace AsyncioSharp.FixFuzz;

/// <summary>
/// <c>dotnet run -c Release --project tests/AsyncioSharp.FixFuzz -- 20000 --seed 1 --minutes 60 --parallel 4</c>.
/// With <c>--kind lock</c> as many programs of each kind that has the word in its name.
/// </summary>
internal static class Fuzzer
{
    /// <summary>Runs the fuzzer when the first argument is a number; otherwise <c>dotnet test</c> started this program, with arguments for xunit.</summary>
    public static Task<int> Main(string[] args) =>
        args.Length > 0 && int.TryParse(args[0], out var count) ? FuzzAsync(count, args) : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

    private static async Task<int> FuzzAsync(int count, string[] args)
    {
        LoadedImage.KeepsMemoryLow = true;
        var first = Option(args, "--seed", 1);
        var limit = TimeSpan.FromMinutes(Option(args, "--minutes", 24 * 60));

        var options = new ParallelOptions { MaxDegreeOfParallelism = Option(args, "--parallel", Environment.ProcessorCount) };
        var clock = Stopwatch.StartNew();
        int done = 0, failed = 0;
        var seeds = Enumerable.Range(first, count);
        var batches = Words(args, "--kind") is [var name, ..] ? FuzzBatch.OfKinds(name, seeds) : FuzzBatch.Of(seeds);
        await Parallel.ForEachAsync(batches.TakeWhile(_ => clock.Elapsed < limit), options, async (batch, _) =>
        {
            var failures = await FailuresAsync(batch);
            Interlocked.Add(ref done, batch.Programs.Count);
            Interlocked.Add(ref failed, failures.Count);
            foreach (var failure in failures)
            {
                Console.WriteLine(failure);
            }

            if (args.Contains("--progress"))
            {
                Console.WriteLine($"{done} programs, {failed} failed, {clock.Elapsed.TotalSeconds:0} s, {Environment.WorkingSet >> 20} MB; up to seed {batch.Programs[^1].Seed}");
            }
        });
        Console.WriteLine($"{done} programs from seed {first}, {failed} failed, {clock.Elapsed.TotalSeconds:0} s, {done / clock.Elapsed.TotalSeconds:0.0} a second, " +
            $"{Environment.CpuUsage.TotalTime.TotalSeconds / done:0.00} s of processor time each");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>What is wrong with the programs of a batch, with as little of each as still shows that.</summary>
    public static async Task<IReadOnlyList<string>> FailuresAsync(FuzzBatch batch)
    {
        var failures = new List<string>();
        foreach (var program in await Oracle.SuspectsAsync(batch))
        {
            if (await FailureAsync(program) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    private static async Task<string?> FailureAsync(FuzzProgram program)
    {
        if (await Oracle.CheckAsync(program) is not { } finding)
        {
            return null;
        }

        var (small, shrunk) = await Shrinker.ShrinkAsync(program, finding, Oracle.CheckAsync);
        return $"seed {program.Seed}: the fixed program {shrunk.What} ({string.Join(", ", small.Parts.Select(static part => part.Kind.Name))})\n{shrunk.Details}\n{Own(shrunk.Text)}\n";
    }

    private static int Option(string[] args, string name, int otherwise) =>
        Words(args, name).Select(int.Parse).FirstOrDefault(otherwise);

    private static string[] Words(string[] args, string name) => [.. args.SkipWhile(arg => arg != name).Skip(1).Take(1)];

    // Without what all programs begin with.
    private static string Own(string text) => text[Math.Max(0, text.IndexOf("public string Output", StringComparison.Ordinal))..];
}
