namespace AsyncioSharp.Package.Tests;

/// <summary>Each way to use the packages that the pages promise.</summary>
public sealed class ClaimsTests(PackageFeed feed)
{
    [Fact]
    public void Everything_Builds() => Assert.True(feed.Claims.ExitCode == 0, feed.Claims.Output);

    [Fact]
    public void CentralPackageManagement_BringsTheRules() => Assert.Equal(["AIO101"], feed.Claims.Findings("Central"));

    [Fact]
    public void BothPackages_RunEachRuleOnce() => Assert.Equal(["AIO101"], feed.Claims.Findings("Both"));

    // Only the compiler of the SDK knows them, so this cannot be a test of the rule alone.
    [Fact]
    public void InstanceOperators_WriteNothingBack() => Assert.Equal(["AIO703"], feed.Claims.Findings("Operators"));

    [Fact]
    public void PackedLibrary_PassesTheRulesOn() => Assert.Contains("AIO251", feed.Claims.Findings("PackedLibUser"));

    [Fact]
    public void IndirectProject_GetsTheRules_AndItsModeCounts() =>
        Assert.Matches(@"Indirect.Code\.cs\(\d+,\d+\): warning AIO2[05]8", feed.Claims.Output);

    [Fact]
    public void WithoutTheRuntime_RulesAboutPlainCode_Work_InTermsOfTask()
    {
        foreach (string framework in (string[])["net8.0", "netstandard2.0", "net10.0"])
        {
            Assert.Equal(PlainCode.Ids.Order(StringComparer.Ordinal), feed.Claims.Findings("Plain", framework).Select(static id => id.Replace("AIO555", "AIO505", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.All(feed.Claims.Messages("Plain", framework), static message => Assert.DoesNotMatch("Asyncio|Coroutine|event loop", message));
        }

        (int exitCode, string output) = feed.Claims.FormatAndBuild("Plain", PlainCode.Ids);
        Assert.True(exitCode == 0, output + feed.Claims.Code("Plain"));
        Assert.DoesNotMatch("Asyncio|Coroutine", feed.Claims.Code("Plain"));

        // Only the race, which has no such fix where Task.WaitAsync does not exist.
        Assert.All((string[])["net8.0", "netstandard2.0", "net10.0"], framework => Assert.All(feed.Claims.Findings("Plain", framework), static id => Assert.Contains(id, "AIO505 AIO555", StringComparison.Ordinal)));
    }

    // The log that code scanners read.
    [Fact]
    public void ErrorLog_DescribesTheRules()
    {
        (string Id, string Description, string Category, string[] Tags)[] rules = feed.Claims.Rules("Central");
        (string _, string description, string category, string[] tags) = Assert.Single(rules, static rule => rule.Id == "AIO101");
        Assert.StartsWith("The loop has one thread.", description, StringComparison.Ordinal);
        Assert.EndsWith("See docs/rules.md#aio101 in the package AsyncioSharp.Analyzers.", description, StringComparison.Ordinal);
        Assert.Equal(("Asyncio.Blocking", "async fixable"), (category, string.Join(' ', tags)));
    }

    // CS8002, a reference without a strong name, is an error there.
    [Fact]
    public void StrongNamedProject_MayReferenceUs() => Assert.DoesNotContain("CS8002", feed.Claims.Output, StringComparison.Ordinal);

    [Fact]
    public void OlderFramework_IsRefused()
    {
        (int exitCode, string output) = feed.Claims.Restore("Net8");
        Assert.NotEqual(0, exitCode);
        Assert.Matches(@"error NU1202: .*AsyncioSharp.*net8\.0.*net10\.0", output);
    }

    [Fact]
    public void ProgramOfOneFile_IsReported_AndRuns()
    {
        (int exitCode, string output) = feed.Claims.RunFile();
        Assert.True(exitCode == 0, output);
        Assert.Contains("warning AIO101", output, StringComparison.Ordinal);
        Assert.EndsWith("done\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
