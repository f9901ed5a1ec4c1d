namespace AsyncioSharp.Package.Tests;

/// <summary>The command of rules.md over everything that fixes are known to get wrong: it fixes all that it reports as fixable, in one run, and what comes out compiles without a warning.</summary>
[Collection(PackageCollection.Name)]
public sealed class FormatTests(PackageFeed feed)
{
    private const string Command = "dotnet format analyzers --severity info --diagnostics ";

    [Fact]
    public void OneRun_FixesEverythingFixable_AndTheSecondChangesNothing()
    {
        var solution = new CatalogueSolution(feed);
        string[] ids = File.ReadLines(Path.Combine(PackageFeed.RepositoryRoot, "rules.md")).Single(static line => line.StartsWith(Command, StringComparison.Ordinal))[Command.Length..].Split(' ');

        (int formatExit, string formatOutput) = solution.Format(["--diagnostics", .. ids]);
        Assert.True(formatExit == 0, formatOutput);
        IReadOnlyDictionary<string, string> sources = solution.Sources;
        AssertFixed(sources);

        (int exitCode, string output, (string Project, string Id)[] results) = solution.Build();
        Assert.True(exitCode == 0, output);
        Assert.Empty(results.Where(static result => result.Id.StartsWith("CS", StringComparison.Ordinal)));

        // One target has nothing to await there, so nothing can be written that both compile.
        Assert.Equal([("Targets/net10.0", "AIO201")], results.Where(result => ids.Contains(result.Id)));

        (formatExit, formatOutput) = solution.Format(["--diagnostics", .. ids]);
        Assert.True(formatExit == 0, formatOutput);
        Assert.Equal(sources, solution.Sources);
    }

    private static void AssertFixed(IReadOnlyDictionary<string, string> sources)
    {
        foreach (string file in (string[])["Blocking.cs", "Coroutines.cs", "Case.cs"])
        {
            Assert.Equal(CatalogueSolution.WithTabs(sources[$"Lf/{file}"]).ReplaceLineEndings("\r\n"), sources[$"CrlfTabs/{file}"]);
        }

        string[] lines = [.. sources.Values.SelectMany(static text => text.Split('\n')).Select(static line => line.Trim())];
        Assert.Contains("var n = (await t).Length;", lines);
        Assert.Contains("return await (await t);", lines);
        Assert.Contains("/* before */ await t /* inside */ /* after */; // trailing", lines);
        Assert.Contains("while (await r.ReadLineAsync() is { } line)", lines);
        Assert.Contains("Use(await s.ReadAsync(b.AsMemory(0, 4)));", lines);
        Assert.Contains("if (Find()?.Next is { } next2) await next2.Go();", lines);
        Assert.Contains("lock (Gate)", lines);
        Assert.Contains("return (await File.ReadAllTextAsync(\"a\")).Length;", lines);
        Assert.Contains("Console.WriteLine(await r.ReadLineAsync());", lines);
    }
}
