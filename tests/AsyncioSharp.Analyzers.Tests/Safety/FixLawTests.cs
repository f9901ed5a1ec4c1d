using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>The law of the fix engine: no fix brings a new error or warning, whatever the project counts as one.</summary>
public sealed class FixLawTests
{
    private static readonly string TwoTokens = Snippet.Members(
        "async Task M(CancellationToken one, CancellationToken two) { Thread.Sleep(1); await Task.Delay(1, one); await Task.Delay(1, two); }");

    // The await could take a token, and only the author knows which one. The blocking call took none.
    [Fact]
    public async Task NewSuggestion_IsNoReason() => Assert.Contains("await Task.Delay(1);", await FixSleep(""));

    [Theory]
    [InlineData("warning")]
    [InlineData("error")]
    public async Task SuggestionThatTheProjectRaises_Counts(string severity) =>
        Assert.Equal(TwoTokens, await FixSleep($"dotnet_diagnostic.AIO556.severity = {severity}"));

    [Fact]
    public async Task OtherSettings_DoNotCount() => Assert.Contains("await Task.Delay(1);", await FixSleep("dotnet_diagnostic.AIO101.severity = error"));

    // What the first directive says holds for the second line as well, until an edit drops or moves it.
    [Theory]
    [InlineData("", false)]
    [InlineData("#pragma warning disable CS0169\n", false)]
    [InlineData("#pragma warning disable CS0168\n", true)]
    public async Task Directives_StayTheSame(string directive, bool holds)
    {
        const string Program = "#nullable disable\nclass C { int M() => 1; }\n";
        using var workspace = new AdhocWorkspace();
        var before = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", $"#pragma warning disable CS0168\n{Program}")).Documents.Single();
        var after = before.WithText(SourceText.From($"{directive}{Program}"));
        Assert.Equal(holds, await FixLaw.HoldsAsync(new DocumentFindings(before), new DocumentFindings(after), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DisabledCode_StaysTheSame()
    {
        using var workspace = new AdhocWorkspace();
        var before = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", "#if NEVER\nclass C { }\n#endif\n")).Documents.Single();
        var after = before.WithText(SourceText.From("#if NEVER\nclass C { int N; }\n#endif\n"));
        Assert.False(await FixLaw.HoldsAsync(new DocumentFindings(before), new DocumentFindings(after), TestContext.Current.CancellationToken));
    }

    // Two sites and a severity that one of them violates: the other one is fixed.
    [Fact]
    public async Task OneBadSite_LeavesTheOthersTheirFix()
    {
        const string Setting = "dotnet_diagnostic.AIO556.severity = error";
        var fixedText = await FixSleep(Setting, Snippet.Members(
            "async Task N() { Thread.Sleep(1); Thread.Sleep(2); await Task.Yield(); } async Task M(CancellationToken one, CancellationToken two) " +
            "{ Thread.Sleep(3); await Task.Delay(1, one); await Task.Delay(1, two); } async Task P() { Thread.Sleep(4); await Task.Yield(); }"));
        Assert.Contains("await Task.Delay(1);", fixedText);
        Assert.Contains("await Task.Delay(2);", fixedText);
        Assert.Contains("Thread.Sleep(3);", fixedText);
        Assert.Contains("await Task.Delay(4);", fixedText);
    }

    private static async Task<string> FixSleep(string setting, string? source = null)
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", source ?? TwoTokens));
        var config = DocumentId.CreateNewId(project.Id);
        var solution = project.Solution.AddAnalyzerConfigDocument(config, ".editorconfig", SourceText.From($"root = true\n[*.cs]\n{setting}\n"), filePath: "/test/.editorconfig");
        project = await FixRun.RunAsync(solution.GetProject(project.Id)!, ["AIO101"]);
        return (await project.Documents.Single().GetTextAsync()).ToString();
    }
}
