using System.Text.RegularExpressions;

namespace AsyncioSharp.Samples.Tests.Readme;

/// <summary>The README says the truth: its programs are reported, fixed and printed as it shows.</summary>
[Collection(nameof(ConsoleTests))]
public sealed partial class ReadmeTests
{
    private static string Wrong => ReadmeText.Blocks[0].Code;

    private static string Right => ReadmeText.Blocks[2].Code;

    [Fact]
    public void Begins_with_a_wrong_program_its_diagnostics_the_fix_and_the_output() =>
        Assert.Equal(["csharp", "text", "csharp", "text"], ReadmeText.Blocks.Take(4).Select(block => block.Language));

    [Fact]
    public async Task The_wrong_program_reports_what_is_shown()
    {
        var program = new ReadmeProgram(Wrong);
        Assert.Equal(ReadmeText.Blocks[1].Code, await program.Build());
        Assert.Equal(string.Empty, await program.Run());
    }

    [Fact]
    public async Task The_fixes_make_the_right_program_of_it() => Assert.Equal(Right, await new ReadmeProgram(Wrong).Fix());

    [Fact]
    public async Task The_right_program_is_clean_and_prints_what_is_shown()
    {
        var program = new ReadmeProgram(Right);
        Assert.Equal(string.Empty, await program.Build());
        Assert.Equal(ReadmeText.Blocks[3].Code, await program.Run());
    }

    [Fact]
    public async Task Every_other_program_is_clean_too()
    {
        foreach ((_, string code) in ReadmeText.Blocks.Skip(4).Where(block => block.Language == "csharp"))
        {
            Assert.Equal(string.Empty, await new ReadmeProgram(code).Build());
        }
    }

    [Fact]
    public void Try_it_is_two_commands() =>
        Assert.Equal(
            [("sh", "dotnet run --project samples/Tour\n"), ("sh", "dotnet test Analyzers.sln\n")],
            ReadmeText.BlocksUnder("Try it"));

    [Fact]
    public void Names_rules_that_exist()
    {
        string[] named = [.. RuleId.Matches(ReadmeText.Section("The rules")).Select(match => match.Value)];
        Assert.Contains("AIO101", named);
        Assert.Empty(named.Except(ReadmeProgram.RuleIds));
    }

    [Fact]
    public void Shows_the_severity_of_each_rule()
    {
        Dictionary<string, string> shown = RuleRow.Matches(ReadmeText.Section("The rules")).ToDictionary(match => match.Groups["id"].Value, match => match.Groups["severity"].Value);
        Assert.Equal(40, shown.Count);
        Assert.All(shown, row => Assert.Equal(ReadmeProgram.SeverityOf(row.Key), row.Value));
    }

    /// <summary>To make it again: <c>UPDATE_PICTURES=1 dotnet test tests/AsyncioSharp.Samples.Tests --filter The_picture</c>.</summary>
    [Fact]
    public async Task The_picture_shows_what_the_editor_shows()
    {
        string picture = EditorPicture.Draw(Wrong, await new ReadmeProgram(Wrong).Squiggles());
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1")
        {
            await File.WriteAllTextAsync(EditorPicture.Path, picture);
        }

        Assert.Equal(picture, await File.ReadAllTextAsync(EditorPicture.Path));
    }

    [Fact]
    public void Names_members_that_exist()
    {
        string[] named = [.. FacadeMember.Matches(ReadmeText.Section("From asyncio")).Select(match => match.Groups[1].Value)];
        Assert.Contains("Run", named);
        Assert.Empty(named.Except(typeof(Asyncio).GetMembers().Select(member => member.Name)));
    }

    [GeneratedRegex(@"AIO\d{3}")]
    private static partial Regex RuleId { get; }

    [GeneratedRegex(@"^\| \[(?<id>AIO\d{3})\]\([^)]*\) \| [^|]* \| (?<severity>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex RuleRow { get; }

    [GeneratedRegex(@"Asyncio\.(\w+)")]
    private static partial Regex FacadeMember { get; }
}
