namespace AsyncioSharp.Package.Tests;

/// <summary>
/// The command of rules.md over everything that fixes are known to get wrong: it fixes all that it reports as fixable, and what comes out compiles without a warning.
/// </summary>
public sealed class FormatTests(PackageFeed feed)
{
    private const string Command = "dotnet format analyzers --severity info --diagnostics ";

    internal static string[] Ids { get; } =
        File.ReadLines(Path.Combine(PackageFeed.RepositoryRoot, "rules.md")).Single(static line => line.StartsWith(Command, StringComparison.Ordinal))[Command.Length..].Split(' ');

    [Fact]
    public void Catalogue_HasEveryCase()
    {
        string text = string.Concat(Directory.GetFiles(Path.Combine(PackageFeed.RepositoryRoot, "tests", "AsyncioSharp.Package.Tests", "Catalogue"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(Enumerable.Range(1, 56), number => Assert.Contains($"D{number:00}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void OneRun_FixesEverythingFixable_AndTheNextChangesNothing()
    {
        var solution = CatalogueSolution.InAllLayouts(feed);
        string generated = solution.Sources["Lf/D56.g.cs"];
        (int formatExit, string formatOutput) = solution.Format(["--diagnostics", .. Ids]);
        Assert.True(formatExit == 0, formatOutput);
        IReadOnlyDictionary<string, string> sources = solution.Sources;
        AssertFixed(sources);
        AssertSameInBothLayouts(sources);
        Assert.Equal(generated, sources["Lf/D56.g.cs"]);

        (int exitCode, string output, (string Project, string Id)[] results) = solution.Build();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(results, static result => result.Id.StartsWith("CS", StringComparison.Ordinal));

        // One target has nothing to await there, so nothing can be written that both compile.
        Assert.Equal([("Targets/net10.0", "AIO201")], results.Where(static result => Ids.Contains(result.Id)));

        (formatExit, formatOutput) = solution.Format(["--diagnostics", .. Ids]);
        Assert.True(formatExit == 0, formatOutput);
        Assert.Equal(sources, solution.Sources);
    }

    private static void AssertFixed(IReadOnlyDictionary<string, string> sources)
    {
        string[] lines = [.. sources.Values.SelectMany(static text => text.Split('\n')).Select(static line => line.Trim())];
        Assert.Contains("var n = (await t).Length;", lines);
        Assert.Contains("return await (await t);", lines);
        Assert.Contains("/* before */ await t /* inside */ /* after */; // trailing", lines);
        Assert.Contains("while (await r.ReadLineAsync(Asyncio.CurrentToken) is { } line)", lines);
        Assert.Contains("while (await r.ReadLineAsync(ct) is { } line)", lines);
        Assert.Contains("Use(await s.ReadAsync(b.AsMemory(0, 4), Asyncio.CurrentToken));", lines);
        Assert.Contains("if (Find()?.Next is { } next2) await next2.Go();", lines);
        Assert.Contains("lock (Gate)", lines);
        Assert.Contains("return (await File.ReadAllTextAsync(\"a\", Asyncio.CurrentToken)).Length;", lines);
        Assert.Contains("Console.WriteLine(await r.ReadLineAsync(Asyncio.CurrentToken));", lines);

        // D13: names are written so that they need no using. D39: the type stays. D48: nothing else goes.
        Assert.Contains("await AsyncioSharp.Asyncio.Sleep(System.TimeSpan.FromMilliseconds(1));", lines);
        Assert.Contains("await using (FileStream f = new FileStream(p, FileMode.Open))", lines);
        Assert.Contains("Debug.Assert(await t > 0, \"asserted\");", lines);
        Assert.Contains("await foreach (var i in items.WithCancellation(ct)) { Use(i); }", lines);
        Assert.Contains("Use(\"before\"); await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); Use(\"after\");", lines);
    }

    private static void AssertSameInBothLayouts(IReadOnlyDictionary<string, string> sources)
    {
        foreach (string file in (string[])["Blocking.cs", "Coroutines.cs", "Case.cs", "Examples.cs"])
        {
            Assert.Equal(CatalogueSolution.WithTabs(sources[$"Lf/{file}"]).ReplaceLineEndings("\r\n"), sources[$"CrlfTabs/{file}"]);
        }
    }
}
