using System.Text.RegularExpressions;
using AsyncioSharp.Samples.Tests.Readme;

namespace AsyncioSharp.Samples.Tests.Pages;

/// <summary>What the pages of src/AsyncioSharp/docs and the package's own README show is true: programs compile without a warning and print what is shown; names and links exist.</summary>
[Collection(nameof(ConsoleTests))]
public sealed partial class PageTests
{
    public static TheoryData<string> Pages => [.. Page.Names.Where(name => name.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void All_pages_are_there() => Assert.Equal(
        [
            "adopting.md", "concepts.md", "differences.md", "from-task.md", "glossary.md", "host-aspnetcore.md", "host-console.md", "host-orleans.md", "host-ui.md", "host-worker.md",
            "hosts.md", "io.md", "observability.md", "readme-of-AsyncioSharp.AspNetCore.md", "readme-of-AsyncioSharp.Hosting.md", "readme-of-the-package.md", "testing.md", "troubleshooting.md",
        ],
        Page.Names.Where(name => name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Programs_are_clean_and_print_what_is_shown(string name)
    {
        foreach ((string code, string? output) in new Page(name).Programs)
        {
            var program = new ReadmeProgram(code);
            Assert.Equal(string.Empty, await program.Build());
            if (!RunsForEver(name))
            {
                Assert.Equal(output ?? string.Empty, await program.Run());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Excerpts_are_in_the_samples(string name)
    {
        foreach ((string file, string code) in new Page(name).Excerpts)
        {
            using var reader = new StreamReader(typeof(PageTests).Assembly.GetManifestResourceStream(file)!);
            Assert.Contains(code, reader.ReadToEnd().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Names_and_links_exist(string name)
    {
        var page = new Page(name);
        Assert.Empty(RuleId.Matches(page.Text).Select(match => match.Value).Except(ReadmeProgram.RuleIds));
        Assert.Empty(FacadeMember.Matches(page.Text).Select(match => match.Groups[1].Value).Except(typeof(Asyncio).GetMembers().Select(member => member.Name)));
        Assert.Empty(page.Links.Except(Page.Names));
    }

    // What the packages for hosts show is an application that runs until a signal comes.
    private static bool RunsForEver(string name) => name.StartsWith("readme-of-AsyncioSharp.", StringComparison.Ordinal);

    [GeneratedRegex(@"AIO[1-9]\d{2}")]
    private static partial Regex RuleId { get; }

    [GeneratedRegex("""(?<!["\w])Asyncio\.([A-Z]\w+)""")]
    private static partial Regex FacadeMember { get; }
}
