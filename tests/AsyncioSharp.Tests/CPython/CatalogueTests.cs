using System.Reflection;

namespace AsyncioSharp.Tests.CPython;

/// <summary>
/// Which of CPython 3.13's own asyncio tests have their behaviour asserted here. catalogue.txt names those that apply, adapted.txt those that
/// apply in another form, reasons.txt those of the first that nothing here asserts, each with why.
/// </summary>
public sealed class CatalogueTests
{
    [Fact]
    public void TheCatalogueIsWhole() => Assert.Equal(421, Lines("catalogue.txt").Distinct().Count());

    [Fact]
    public void TheCatalogueIsSorted() => Assert.Equal(Lines("catalogue.txt").Order(StringComparer.Ordinal), Lines("catalogue.txt"));

    [Fact]
    public void EveryCitedNameExists() => Assert.Empty(Cited().Except(Lines("catalogue.txt")).Except(Lines("adapted.txt")));

    [Fact]
    public void EveryReasonIsForANameOfTheCatalogue() => Assert.Empty(Reasons().Keys.Except(Lines("catalogue.txt")));

    [Fact]
    public void EveryReasonSaysSomething() => Assert.DoesNotContain(Reasons().Values, string.IsNullOrWhiteSpace);

    [Fact]
    public void NoNameIsBothCitedAndExcused() => Assert.Empty(Reasons().Keys.Intersect(Cited()));

    // The last number is raised as the ports land: a citation that goes missing is noticed.
    [Theory]
    [InlineData("test_base_events", 28, 24)]
    [InlineData("test_eager_task_factory", 12, 12)]
    [InlineData("test_events", 21, 21)]
    [InlineData("test_futures", 31, 30)]
    [InlineData("test_futures2", 3, 2)]
    [InlineData("test_locks", 73, 73)]
    [InlineData("test_pep492", 3, 2)]
    [InlineData("test_queues", 39, 38)]
    [InlineData("test_runners", 19, 19)]
    [InlineData("test_taskgroups", 35, 34)]
    [InlineData("test_tasks", 102, 101)]
    [InlineData("test_threads", 5, 5)]
    [InlineData("test_timeouts", 31, 30)]
    [InlineData("test_waitfor", 19, 19)]
    public void NoCitationGoesMissing(string file, int tests, int least)
    {
        string[] all = [.. Lines("catalogue.txt").Where(name => name.StartsWith(file + "::", StringComparison.Ordinal))];
        Assert.Equal(tests, all.Length);
        int cited = all.Intersect(Cited()).Count();
        Assert.True(cited >= least, $"{file}: {cited} are cited, {least} were");
    }

    // Files whose port is complete.
    [Theory]
    [InlineData("test_eager_task_factory")]
    [InlineData("test_futures")]
    [InlineData("test_futures2")]
    [InlineData("test_taskgroups")]
    [InlineData("test_tasks")]
    [InlineData("test_timeouts")]
    [InlineData("test_waitfor")]
    public void WhatIsNotCitedHasItsReason(string file) => Assert.Empty(Lines("catalogue.txt")
        .Where(name => name.StartsWith(file + "::", StringComparison.Ordinal))
        .Except(Cited())
        .Except(Reasons().Keys));

    [Fact]
    public void OnlyATestCites() => Assert.DoesNotContain(Methods(), static method =>
        method.IsDefined(typeof(CPythonTestAttribute)) && !method.IsDefined(typeof(FactAttribute)));

    private static string[] Cited() =>
        [.. Methods().SelectMany(static method => method.GetCustomAttributes<CPythonTestAttribute>()).Select(static test => test.Name).Distinct()];

    private static Dictionary<string, string> Reasons() => Lines("reasons.txt")
        .Select(static line => line.Split(' ', 2))
        .ToDictionary(static parts => parts[0], static parts => parts.Length > 1 ? parts[1] : string.Empty);

    private static IEnumerable<MethodInfo> Methods() => typeof(CatalogueTests).Assembly.GetTypes().SelectMany(static type =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));

    private static string[] Lines(string file)
    {
        using Stream stream = typeof(CatalogueTests).Assembly.GetManifestResourceStream("CPython." + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
