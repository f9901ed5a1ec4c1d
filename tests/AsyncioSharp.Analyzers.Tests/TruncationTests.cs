using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// Cuts each program of rules.md off behind each of its tokens, as somebody types it. What is reported before the end must be reported at
/// the end, too: everything else is a guess about code that is not written yet.
/// </summary>
public sealed partial class TruncationTests
{
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    private static readonly CSharpCompilation Empty =
        CSharpCompilation.Create("Cut", [], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static readonly string Text = File.ReadAllText(Path.Combine(RuleCatalog.Root, "rules.md"));

    public static TheoryData<string> Sections => [.. SectionPattern().Matches(Text).Select(static match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task EachToken(string section)
    {
        var appeared = new List<string>();
        foreach (var program in ProgramsOf(section))
        {
            var complete = await FindingsIn(program);
            foreach (var end in EndsOf(program))
            {
                var findings = await FindingsIn(program[..end]);
                appeared.AddRange(findings.Where(found => !complete.Contains(found)).Select(found => $"{found.Id} after: {program[Head.Length..end]}"));
            }
        }

        Assert.Empty(appeared);
    }

    [Fact]
    public void TheProgramsAreFound() => Assert.True(Sections.Sum(static section => ProgramsOf(section).Count) > 80);

    private const string Head = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\n\nstatic class Example\n{\n";

    private static IReadOnlyList<string> ProgramsOf(string section)
    {
        var start = Text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        var next = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return [.. ProgramPattern().Matches(Text[start..(next < 0 ? Text.Length : next)]).Select(static match => $"{Head}{match.Groups[1].Value}}}\n")];
    }

    private static IEnumerable<int> EndsOf(string program) =>
        CSharpSyntaxTree.ParseText(program, Options).GetRoot().DescendantTokens().Select(static token => token.Span.End).Where(static end => end > Head.Length);

    private static async Task<HashSet<(string Id, int Start)>> FindingsIn(string program)
    {
        var compilation = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(program, Options, path: "Example.cs"));
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. RuleCatalog.Analyzers];
        var found = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static d => (RuleOf(d.Id), d.Location.SourceSpan.Start))];
    }

    // AIO256 where AIO206 follows: the finding is there, but its fix calls a method that is not written yet.
    private static string RuleOf(string id) => id[4] >= '5' ? $"{id[..4]}{(char)(id[4] - 5)}{id[5]}" : id;

    [GeneratedRegex(@"^## (AIO\d+)$", RegexOptions.Multiline)]
    private static partial Regex SectionPattern();

    [GeneratedRegex(@"^```csharp (?:bad|good|silent)[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ProgramPattern();
}
