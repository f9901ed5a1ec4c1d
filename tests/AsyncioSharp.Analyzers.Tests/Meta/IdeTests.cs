using CliWrap;
using CliWrap.Buffered;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The code-fix service of the IDE itself, from the SDK's copy of it: every rule's light bulb offers its fix first, and fix-all with it.</summary>
public sealed class IdeTests
{
    private static readonly string[] s_scopes = ["Document", "Project", "Solution"];

    [Fact]
    public async Task LightBulb_OffersTheFixFirst_WithFixAll()
    {
        Assert.SkipWhen(IdeTools.Folder is null, IdeTools.WhenMissing);
        var folder = Directory.CreateTempSubdirectory("asynciosharp-ide-");
        try
        {
            foreach (var id in RuleCatalog.Descriptors.Select(rule => rule.Id).Where(RuleCatalog.IsFixable))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{id}.cs"), RulesDocTests.BadProgram(id));
            }

            var offers = (await ListAsync(folder.FullName)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
            var wrong = new List<string>();
            foreach (var fix in RuleCatalog.Fixes)
            {
                // In the file of the rule, the first of what is offered for its id.
                var id = fix.FixableDiagnosticIds[0];
                var first = offers.FirstOrDefault(offer => offer[0] == id && offer[1] == id);
                if (first is null || first[2] != fix.Title || s_scopes.Except(first[3].Split(' ')).Any())
                {
                    wrong.Add($"{id}: {(first is null ? "nothing" : string.Join(", ", first[2..]))} instead of {fix.Title}");
                }
            }

            Assert.Empty(wrong);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> ListAsync(string sources)
    {
        var bin = Path.Combine(RuleCatalog.Root, "artifacts", "bin");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string[] arguments =
        [
            "exec", Path.Combine(bin, "IdeCodeFixes", configuration, "IdeCodeFixes.dll"), IdeTools.Folder!, typeof(EventLoop).Assembly.Location, sources,
            typeof(RuleAnalyzer).Assembly.Location, typeof(CodeFixes.RuleFix).Assembly.Location,
        ];
        var listed = await Cli.Wrap("dotnet").WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(listed.IsSuccess, listed.StandardError);
        return listed.StandardOutput;
    }
}
