namespace AsyncioSharp.Package.Tests;

/// <summary>A run of <c>dotnet format</c> for each id by itself, over everything that fixes are known to get wrong.</summary>
public sealed class FormatEachTests(PackageFeed feed)
{
    [Fact]
    public void OneRunForEachId_FixesAllOfIt_AndWhatComesOutCompiles()
    {
        string[] ids = FormatTests.Ids;
        var solution = CatalogueSolution.ForEach(feed, ["Before", .. ids]);
        IReadOnlyDictionary<string, string> before = solution.Sources;
        (int[] exitCodes, string formatOutput) = solution.FormatEach(ids);
        Assert.True(exitCodes.Length == ids.Length && exitCodes.All(static code => code == 0), formatOutput);
        IReadOnlyDictionary<string, string> after = solution.Sources;
        Assert.All(ids, id => Assert.Contains(after, file => file.Key.StartsWith($"{id}/", StringComparison.Ordinal) && file.Value != before[file.Key]));

        (int exitCode, string output, (string Project, string Id)[] results) = solution.Build();
        Assert.True(exitCode == 0, output);

        // Nothing of the id is left, so that another run would change nothing; before, each was reported.
        Assert.All(ids.Where(static id => id != "AIO405"), id => Assert.Contains(("Before/net10.0", id), results));
        Assert.All(ids, id => Assert.DoesNotContain(($"{id}/net10.0", id), results));

        ILookup<string, string> warnings = results.Where(static result => result.Id.StartsWith("CS", StringComparison.Ordinal)).ToLookup(static result => result.Project, static result => result.Id);
        Assert.All(warnings, project => Assert.Empty(Without(project, warnings["Before/net10.0"])));
    }

    private static List<string> Without(IEnumerable<string> all, IEnumerable<string> known)
    {
        List<string> rest = [.. all];
        foreach (string id in known)
        {
            rest.Remove(id);
        }

        return rest;
    }
}
