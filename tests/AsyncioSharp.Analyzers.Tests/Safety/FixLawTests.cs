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

    private static async Task<string> FixSleep(string setting)
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", TwoTokens));
        var config = DocumentId.CreateNewId(project.Id);
        var solution = project.Solution.AddAnalyzerConfigDocument(config, ".editorconfig", SourceText.From($"root = true\n[*.cs]\n{setting}\n"), filePath: "/test/.editorconfig");
        project = await FixRun.RunAsync(solution.GetProject(project.Id)!, ["AIO101"]);
        return (await project.Documents.Single().GetTextAsync()).ToString();
    }
}
