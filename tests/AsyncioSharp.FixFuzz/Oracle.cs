using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.FixFuzz;

/// <summary>Fixes a program with all rules at once and says what went wrong; null where it does the same as before.</summary>
internal static class Oracle
{
    /// <summary>What is wrong with a program as it was written, which is a mistake of the generator.</summary>
    public const string BadProgram = "the generator wrote what does not compile";

    // Some parts use real threads. What differs by chance, or because the machine is busy, does not differ each time.
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20)];

    private static readonly Lazy<string> Data = new(static () =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"fixfuzz-{Environment.ProcessId}.txt");
        File.WriteAllText(path, "x");
        return path;
    });

    /// <summary>What the fixes make of a program, and what is wrong with it.</summary>
    public static async Task<Finding?> CheckAsync(FuzzProgram program)
    {
        var before = await FuzzProject.OpenAsync(program.Text());
        var known = await FuzzReport.OfAsync(before);
        var random = new Random(program.Seed);
        var after = FuzzProject.ProgramOf(await FixRun.RunAsync(before.Project, known.FixableIds.OrderBy(_ => random.Next())));
        var left = await FuzzReport.OfAsync(after);
        return await CompareAsync(before, after, known, left) ??
            (left.Fixable.Any() ? new Finding("has something left to fix", string.Join('\n', left.Fixable), await TextAsync(after)) : null);
    }

    /// <summary>The same for a text that a careless fix would write.</summary>
    public static async Task<Finding?> CheckNaiveAsync(FuzzProgram program)
    {
        var before = await FuzzProject.OpenAsync(program.Text());
        var after = before.WithText(SourceText.From(program.Text(naive: true)));
        return await CompareAsync(before, after, await FuzzReport.OfAsync(before), await FuzzReport.OfAsync(after));
    }

    private static async Task<Finding?> CompareAsync(Document before, Document after, FuzzReport known, FuzzReport left)
    {
        var (old, mistakes) = await FuzzProject.EmitAsync(before);
        if (old is null)
        {
            return new Finding(BadProgram, mistakes, await TextAsync(before));
        }

        var (image, errors) = await FuzzProject.EmitAsync(after);
        return image is null ? new Finding("does not compile", errors, await TextAsync(after))
            : left.MoreThan(known) is { Count: > 0 } more ? new Finding("has new findings", string.Join(' ', more), await TextAsync(after))
            : await DifferenceAsync(old, image) is { } difference ? new Finding("does something else", difference, await TextAsync(after))
            : null;
    }

    private static async Task<string?> DifferenceAsync(byte[] old, byte[] image)
    {
        var difference = "";
        foreach (var patience in Patience)
        {
            var was = await Execution.RunAsync(old, Data.Value, patience);
            var now = await Execution.RunAsync(image, Data.Value, patience);
            if (was.Take(Comparable(was)).SequenceEqual(now.Take(Comparable(was))))
            {
                return null;
            }

            difference = $"before {string.Join("\n       ", was)}\nafter  {string.Join("\n       ", now)}";
        }

        return difference;
    }

    // Where the order of the tasks decides what the program does before any fix, only the run that is alone can be compared.
    private static int Comparable(IReadOnlyList<string> was) => was.Skip(1).Select(static run => run[run.IndexOf(':')..]).Distinct().Count() > 1 ? 1 : was.Count + 1;

    private static async Task<string> TextAsync(Document document) => (await document.GetTextAsync()).ToString();
}
