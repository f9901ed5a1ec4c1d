using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Runs rules.md: its examples report what they say, and are fixed as they say.</summary>
public sealed class RulesDocTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RuleCatalog.Root, "rules.md"));

    public static TheoryData<string> FixableIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(RuleCatalog.IsFixable)];

    public static TheoryData<string> OtherIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(id => !RuleCatalog.IsFixable(id))];

    [Fact]
    public void Table_EqualsTheDescriptors()
    {
        var rows = RuleCatalog.Descriptors.Select(d =>
            $"| [{d.Id}](#{SectionOf(d.Id).ToLowerInvariant()}) | {d.Title} | {d.Category} | {d.DefaultSeverity} | {(RuleCatalog.IsFixable(d.Id) ? "yes" : "no")} |");
        var expected = string.Join("\n", ["| Id | Title | Category | Severity | Fix |", "|---|---|---|---|---|", .. rows]);
        Assert.Equal(expected, Text.Split("<!-- rules -->")[1].Trim());
    }

    [Fact]
    public void Sections_HaveTheIdsOfRules()
    {
        var headings = Regex.Matches(Text, @"^## (AIO\d+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(RuleCatalog.Descriptors.Select(d => SectionOf(d.Id)).Distinct().Order(), headings.Order());
    }

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task BadExample_BecomesTheGoodOne(string id)
    {
        var bad = BadProgram(id);
        var good = Program(Block(id, "good"));
        var kind = KindOf(id);
        var reported = await AssertReports(bad, kind, id);
        await AssertReports(good, kind);

        // The examples have no markup: it comes from what all rules together reported.
        var marked = bad;
        foreach (var diagnostic in reported.Reverse())
        {
            var span = diagnostic.Location.SourceSpan;
            marked = marked.Insert(span.End, "|}").Insert(span.Start, $"{{|{diagnostic.Id}:");
        }

        var verifier = typeof(RuleVerifier<,>).MakeGenericType(
            RuleCatalog.Analyzers.Single(a => a.SupportedDiagnostics.Any(d => d.Id == id)).GetType(),
            RuleCatalog.Fixes.Single(f => f.FixableDiagnosticIds.Contains(id)).GetType());
        await (Task)verifier.GetMethod("FixInEveryScope")!.Invoke(null, [marked, good, kind])!;
    }

    [Theory]
    [MemberData(nameof(OtherIds))]
    public async Task UnfixableExample_ReportsItsId(string id)
    {
        foreach (var block in Blocks(SectionOf(id), $"bad {id}"))
        {
            await AssertReports(Program(block), KindOf(id), id);
        }
    }

    [Fact]
    public async Task SilentExamples_ReportNothing()
    {
        string[] programs = [.. Regex.Matches(Text, @"^```csharp silent\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(static match => match.Groups[1].Value)];
        Assert.Equal(18, programs.Length);
        foreach (var members in programs)
        {
            await AssertReports(Program(members), OutputKind.DynamicallyLinkedLibrary);
        }
    }

    [Fact]
    public async Task ExampleOfAHost_BecomesTheGoodOne()
    {
        const string Usings = "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\n";
        var bad = Usings + Program(Block("AIO405", "bad host"));
        foreach (var site in new[] { "(HttpContext context) => List()", "await Add()" })
        {
            Assert.Contains(site, bad, StringComparison.Ordinal);
            bad = bad.Replace(site, $"{{|AIO405:{site}|}}");
        }

        var test = RuleVerifier<NoLoopAnalyzer, CodeFixes.NoLoopFix>.Create(bad);
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.FixedCode = Usings + Program(Block("AIO405", "good host"));
        await test.RunAsync();
    }

    /// <summary>The wrong example of a rule, as a program.</summary>
    internal static string BadProgram(string id) => Program(Block(id, "bad"));

    // Only a program has an entry point.
    private static OutputKind KindOf(string id) => SectionOf(id) == "AIO405" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;

    private static async Task<IReadOnlyList<Diagnostic>> AssertReports(string source, OutputKind kind, params string[] ids)
    {
        var diagnostics = await RuleCatalog.AnalyzeAsync(source, kind);
        Assert.Empty(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && !IsOurs(d)));
        Diagnostic[] ours = [.. diagnostics.Where(IsOurs)];
        Assert.Equal(ids, ours.Select(d => d.Id).Distinct());
        return ours;
    }

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("AIO", StringComparison.Ordinal);

    // AIO151 stands in the section of AIO101; a rule without a fix has only its own.
    private static string SectionOf(string id) =>
        id[4] >= '5' && $"{id[..4]}{(char)(id[4] - 5)}{id[5]}" is var rule && RuleCatalog.Descriptors.Any(d => d.Id == rule) ? rule : id;

    private static string Block(string section, string info) => Blocks(section, info)[0];

    private static IReadOnlyList<string> Blocks(string section, string info)
    {
        var text = Regex.Match(Text, $@"^## {section}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        var blocks = Regex.Matches(text, $@"^```csharp {info}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(blocks.Count > 0, $"rules.md has no block '{info}' in section {section}.");
        return [.. blocks.Select(static block => block.Groups[1].Value)];
    }

    private static string Program(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        static class Example
        {
        {{members}}}

        """;
}
