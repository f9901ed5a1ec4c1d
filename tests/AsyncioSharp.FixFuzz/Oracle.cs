using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>Fixes a program with all rules at once and says what went wrong; null where it does the same as before.</summary>
internal static class Oracle
{
    // Some parts use real threads. What differs by chance does not differ each time.
    private const int Repeats = 2;

    private static readonly Lazy<string> Data = new(static () =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"fixfuzz-{Environment.ProcessId}.txt");
        File.WriteAllText(path, "x");
        return path;
    });

    /// <summary>What the fixes make of a program, and what is wrong with it.</summary>
    public static async Task<Finding?> CheckAsync(FuzzProgram program)
    {
        using var workspace = new AdhocWorkspace();
        var before = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", program.Text()));
        var random = new Random(program.Seed);
        var after = await FixRun.RunAsync(before, (await FixRun.IdsAsync(before)).OrderBy(_ => random.Next()));
        return await CompareAsync(before, after) ?? await LeftAsync(after);
    }

    /// <summary>The same for a text that a careless fix would write.</summary>
    public static async Task<Finding?> CheckNaiveAsync(FuzzProgram program)
    {
        using var workspace = new AdhocWorkspace();
        var before = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", program.Text()));
        var after = before.Documents.Single().WithText(Microsoft.CodeAnalysis.Text.SourceText.From(program.Text(naive: true))).Project;
        return await CompareAsync(before, after);
    }

    private static async Task<Finding?> CompareAsync(Project before, Project after)
    {
        var text = (await after.Documents.Single().GetTextAsync()).ToString();
        var (old, mistakes) = await Execution.CompileAsync(before);
        if (old is null)
        {
            return new Finding("the generator wrote what does not compile", string.Join('\n', mistakes), (await before.Documents.Single().GetTextAsync()).ToString());
        }

        var (image, errors) = await Execution.CompileAsync(after);
        if (image is null)
        {
            return new Finding("does not compile", string.Join('\n', errors), text);
        }

        var (was, known) = (Execution.Run(old, Data.Value), await IdsAsync(before));
        if (was.Skip(1).Select(static run => run[run.IndexOf(':')..]).Distinct().Count() > 1)
        {
            return null;
        }

        var now = Execution.Run(image, Data.Value);
        for (var repeat = 0; repeat < Repeats && !was.SequenceEqual(now); repeat++)
        {
            (was, now) = (Execution.Run(old, Data.Value), Execution.Run(image, Data.Value));
        }

        var more = (await IdsAsync(after)).Where(id => id.Value > known.GetValueOrDefault(id.Key)).Select(static id => id.Key).ToList();
        return !was.SequenceEqual(now) ? new Finding("does something else", $"before {string.Join("\n       ", was)}\nafter  {string.Join("\n       ", now)}", text)
            : more.Count > 0 ? new Finding("has new findings", string.Join(' ', more), text)
            : null;
    }

    private static async Task<Finding?> LeftAsync(Project after)
    {
        var left = await FixRun.FixableAsync(after);
        return left.IsEmpty ? null : new Finding("has something left to fix", string.Join('\n', left), (await after.Documents.Single().GetTextAsync()).ToString());
    }

    // How often each rule of ours and each warning of the compiler speaks.
    private static async Task<Dictionary<string, int>> IdsAsync(Project project)
    {
        var found = await RuleCatalog.AnalyzeAsync((await project.Documents.Single().GetTextAsync()).ToString());
        return found.Where(static d => d.Severity > DiagnosticSeverity.Hidden && !d.IsSuppressed).GroupBy(static d => d.Id).ToDictionary(static same => same.Key, static same => same.Count());
    }
}
