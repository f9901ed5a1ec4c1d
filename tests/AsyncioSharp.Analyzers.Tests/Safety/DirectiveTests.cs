using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>A directive in front of a statement neither turns the id of a finding into its sibling nor takes its fix, for all rules: on their examples.</summary>
public sealed class DirectiveTests
{
    // Their fixes make one statement of several, so a directive between these has no place any more.
    private static readonly string[] OfSeveralStatements = ["AIO505", "AIO603", "AIO701", "AIO702"];

    public static TheoryData<string> AllIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(RuleCatalog.IsFixable)];

    public static TheoryData<string> IdsOfOneStatement => [.. AllIds.Select(row => (string)row).Except(OfSeveralStatements)];

    public static TheoryData<string> IdsOfSeveralStatements => [.. OfSeveralStatements];

    [Theory]
    [MemberData(nameof(AllIds))]
    public async Task Pragma_Suppresses(string id) => await AssertAround(id, $"#pragma warning disable {id}", $"#pragma warning restore {id}", isSuppressed: true);

    [Theory]
    [MemberData(nameof(AllIds))]
    public async Task PragmaForAll_Suppresses(string id) => await AssertAround(id, "#pragma warning disable", "#pragma warning restore", isSuppressed: true);

    [Theory]
    [MemberData(nameof(IdsOfOneStatement))]
    public async Task Region_ChangesNothing(string id) => await AssertAround(id, "#region here", "#endregion", isSuppressed: false);

    [Theory]
    [MemberData(nameof(IdsOfOneStatement))]
    public async Task AnotherPragma_ChangesNothing(string id) => await AssertAround(id, "#pragma warning disable CS0168", "#pragma warning restore CS0168", isSuppressed: false);

    [Theory]
    [MemberData(nameof(IdsOfSeveralStatements))]
    public async Task DirectiveBetweenTheStatements_IsReportedWithoutAFix(string id)
    {
        Assert.Equal([(SiblingOf(id), false)], await Around(id, "#region here", "#endregion"));
        Assert.Equal([(SiblingOf(id), false)], await Around(id, "#nullable enable", "#nullable restore"));
        Assert.Equal([(SiblingOf(id), false)], await Around(id, $"#pragma warning disable {id}\n#pragma warning restore {id}", "#line default"));
    }

    private static async Task AssertAround(string id, string before, string after, bool isSuppressed) =>
        Assert.Equal([(id, isSuppressed)], await Around(id, before, after));

    private static string SiblingOf(string id) => "AIO" + id[3] + (char)(id[4] + 5) + id[5];

    // What the rule reports in the line between the directives.
    private static async Task<IEnumerable<(string Id, bool IsSuppressed)>> Around(string id, string before, string after)
    {
        var source = RulesDocTests.BadProgram(id);
        var kind = id == "AIO405" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var found = (await RuleCatalog.AnalyzeAsync(source, kind)).First(d => d.Id == id);
        var line = found.Location.GetLineSpan().StartLinePosition.Line;
        var lines = source.Split('\n').ToList();
        lines.Insert(line + 1, after);
        lines.Insert(line, before);
        var now = await RuleCatalog.AnalyzeAsync(string.Join('\n', lines), kind);
        return now.Where(d => d.Location.GetLineSpan().StartLinePosition.Line == line + 1 + before.Count(c => c == '\n') && (d.Id == id || d.Id == SiblingOf(id)))
            .Select(d => (d.Id, d.IsSuppressed)).Distinct();
    }
}
