namespace AsyncioSharp.FixFuzz;

/// <summary>Runs a program as it was and as it is now, and says what differs.</summary>
internal static class Comparison
{
    // Some parts use real threads. What differs by chance, or because the machine is busy, does not differ each time.
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20)];

    private static readonly Lazy<string> Data = new(static () =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"fixfuzz-{Environment.ProcessId}.txt");
        File.WriteAllText(path, "x");
        return path;
    });

    /// <summary>What differs each time; null where nothing does.</summary>
    public static async Task<string?> DifferenceAsync(FuzzProgram program, byte[] old, byte[] image)
    {
        string? difference = null;
        foreach (var patience in Patience)
        {
            using LoadedImage was = new(old), now = new(image);
            if ((difference = await OnceAsync(was.TypeOf(program), now.TypeOf(program), patience)) is null)
            {
                return null;
            }
        }

        return difference;
    }

    /// <summary>The programs with a difference, which may be one by chance.</summary>
    public static async Task<IReadOnlyList<FuzzProgram>> DifferentAsync(IReadOnlyList<FuzzProgram> programs, byte[] old, byte[] image)
    {
        using LoadedImage was = new(old), now = new(image);
        var different = new System.Collections.Concurrent.ConcurrentBag<FuzzProgram>();

        // A program sleeps most of its time.
        await Parallel.ForEachAsync(programs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (program, _) =>
        {
            if (await OnceAsync(was.TypeOf(program), now.TypeOf(program), Patience[0]) is not null)
            {
                different.Add(program);
            }
        });
        return [.. different];
    }

    private static async Task<string?> OnceAsync(Type old, Type type, TimeSpan patience)
    {
        var was = await Execution.RunAsync(old, Data.Value, patience);
        var now = await Execution.RunAsync(type, Data.Value, patience);
        return was.Take(Comparable(was)).SequenceEqual(now.Take(Comparable(was))) ? null
            : $"before {string.Join("\n       ", was)}\nafter  {string.Join("\n       ", now)}";
    }

    // Where the order of the tasks decides what the program does before any fix, only the run that is alone can be compared.
    private static int Comparable(IReadOnlyList<string> was) => was.Skip(1).Select(static run => run[run.IndexOf(':')..]).Distinct().Count() > 1 ? 1 : was.Count + 1;
}
