namespace AsyncioSharp.Package.Tests;

/// <summary>The command of rules.md over everything that fixes are known to get wrong: it fixes all that it reports as fixable, and what comes out compiles without a warning.</summary>
[Collection(PackageCollection.Name)]
public sealed class FormatTests(PackageFeed feed)
{
    private const string Command = "dotnet format analyzers --severity info --diagnostics ";

    [Fact]
    public void TwoRuns_FixEverythingFixable_AndTheNextChangesNothing()
    {
        var solution = new CatalogueSolution(feed);
        string[] ids = File.ReadLines(Path.Combine(PackageFeed.RepositoryRoot, "rules.md")).Single(static line => line.StartsWith(Command, StringComparison.Ordinal))[Command.Length..].Split(' ');

        // The first run fixes every mistake. Its order is that of the tool: an await that it has just made may come too late for the rule that wants a token in it.
        (int formatExit, string formatOutput) = solution.Format(["--diagnostics", .. ids]);
        Assert.True(formatExit == 0, formatOutput);
        AssertFixed(solution.Sources);
        (formatExit, formatOutput) = solution.Format(["--diagnostics", .. ids]);
        Assert.True(formatExit == 0, formatOutput);
        IReadOnlyDictionary<string, string> sources = solution.Sources;

        (int exitCode, string output, (string Project, string Id)[] results) = solution.Build();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(results, static result => result.Id.StartsWith("CS", StringComparison.Ordinal));

        // One target has nothing to await there, so nothing can be written that both compile.
        Assert.Equal([("Targets/net10.0", "AIO201")], results.Where(result => ids.Contains(result.Id)));

        (formatExit, formatOutput) = solution.Format(["--diagnostics", .. ids]);
        Assert.True(formatExit == 0, formatOutput);
        Assert.Equal(sources, solution.Sources);
        AssertSameInBothLayouts(sources);
    }

    private static void AssertFixed(IReadOnlyDictionary<string, string> sources)
    {
        // Other rules pass the token on; here it is only in the way.
        string[] lines = [.. sources.Values.SelectMany(static text => text.Split('\n')).Select(static line =>
            line.Trim().Replace(", Asyncio.CurrentToken)", ")", StringComparison.Ordinal).Replace("(Asyncio.CurrentToken)", "()", StringComparison.Ordinal))];
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

    private static void AssertSameInBothLayouts(IReadOnlyDictionary<string, string> sources)
    {
        foreach (string file in (string[])["Blocking.cs", "Coroutines.cs", "Case.cs"])
        {
            Assert.Equal(CatalogueSolution.WithTabs(sources[$"Lf/{file}"]).ReplaceLineEndings("\r\n"), sources[$"CrlfTabs/{file}"]);
        }
    }
}
