namespace AsyncioSharp.FixFuzz;

/// <summary><c>dotnet run -c Release --project tests/AsyncioSharp.FixFuzz -- 20000 --seed 1</c></summary>
internal static class Fuzzer
{
    /// <summary>Runs the fuzzer when the first argument is a number; otherwise <c>dotnet test</c> started this program, with arguments for xunit.</summary>
    public static Task<int> Main(string[] args) =>
        args.Length > 0 && int.TryParse(args[0], out var count) ? FuzzAsync(count, args) : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

    private static async Task<int> FuzzAsync(int count, string[] args)
    {
        var first = args.SkipWhile(static arg => arg != "--seed").Skip(1).Select(int.Parse).FirstOrDefault(1);
        var minutes = args.SkipWhile(static arg => arg != "--minutes").Skip(1).Select(int.Parse).FirstOrDefault(int.MaxValue);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        int done = 0, failed = 0;
        for (var seed = first; seed < first + count && clock.Elapsed.TotalMinutes < minutes; seed++, done++)
        {
            var program = Generator.Create(seed);
            if (await Oracle.CheckAsync(program) is not { } finding)
            {
                continue;
            }

            failed++;
            var (small, shrunk) = await Shrinker.ShrinkAsync(program, finding, Oracle.CheckAsync);
            Console.WriteLine($"seed {seed}: the fixed program {shrunk.What} ({string.Join(", ", small.Parts.Select(static part => part.Kind.Name))})\n{shrunk.Details}\n{Own(shrunk.Text)}\n");
        }

        Console.WriteLine($"{done} programs from seed {first}, {failed} failed, {clock.Elapsed.TotalSeconds:0} s");
        return failed == 0 ? 0 : 1;
    }

    // Without what all programs begin with.
    private static string Own(string text) => text[Math.Max(0, text.IndexOf("public string Output", StringComparison.Ordinal))..];
}
