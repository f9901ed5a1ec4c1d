using System.Reflection;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// The page <c>cases.md</c> and the tests name the same cases. A test says its number as a part of its name (<c>N07_WhenAll</c>,
/// <c>N28_N97_OwnMembers</c>) or in the first column of its data; what stands in a fix, as a file of the catalogue for <c>dotnet format</c>.
/// </summary>
public sealed partial class CaseCoverageTests
{
    private static readonly IReadOnlyList<Case> s_cases = ReadPage();

    [Fact]
    public void Page_HasEachNumberOnce() => Assert.Empty(s_cases.GroupBy(static c => c.Number).Where(static group => group.Count() > 1).Select(static group => group.Key));

    [Theory]
    [InlineData('N', 84)]
    [InlineData('P', 44)]
    [InlineData('B', 99)]
    [InlineData('D', 56)]
    public void Page_LosesNoCase(char letter, int count) => Assert.Equal(count, s_cases.Count(c => c.Number[0] == letter));

    [Fact]
    public void EveryCase_HasItsTest() => Assert.Empty(s_cases.Select(static c => c.Number).Except(TestedNumbers()).Except(NumbersOfTheFormatCatalogue()));

    [Fact]
    public void EveryNumberOfATest_IsOnThePage() => Assert.Empty(TestedNumbers().Concat(NumbersOfTheFormatCatalogue()).Except(s_cases.Select(static c => c.Number)));

    [Fact]
    public void BlockingCalls_AreThoseOfTheirTests() => Assert.Equal(
        typeof(BlockingRecallTests).GetMethods().SelectMany(static method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(static row => row.Data is [string number, string id, string code] ? $"{number} {id} {code}" : $"{row.Data[0]} none {row.Data[1]}")
            .Order(StringComparer.Ordinal),
        s_cases.Where(static c => c.Number[0] == 'B').Select(static c => $"{c.Number} {c.Verdict} {c.Code.Trim('`')}").Order(StringComparer.Ordinal));

    private static IReadOnlyList<Case> ReadPage() =>
    [
        .. File.ReadLines(Path.Combine(RuleCatalog.Root, "tests", "AsyncioSharp.Analyzers.Tests", "Cases", "cases.md"))
            .Select(static line => Row().Match(line))
            .Where(static row => row.Success)
            .Select(static row => new Case(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)),
    ];

    private static IEnumerable<string> TestedNumbers()
    {
        var tests = typeof(CaseCoverageTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(static method => method.IsDefined(typeof(FactAttribute)))
            .ToList();
        var names = tests.SelectMany(static test => test.Name.Split('_'));
        var rows = tests.SelectMany(static test => test.GetCustomAttributes<InlineDataAttribute>()).Select(static row => row.Data.FirstOrDefault() as string ?? "");
        return names.Concat(rows).Where(static text => CaseNumber().IsMatch(text)).Distinct();
    }

    private static IEnumerable<string> NumbersOfTheFormatCatalogue() =>
        Directory.GetFiles(Path.Combine(RuleCatalog.Root, "tests", "AsyncioSharp.Package.Tests", "Catalogue"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static file => NumberInText().Matches(File.ReadAllText(file)).Select(static match => match.Value).Append(Path.GetFileName(file)[..3]))
            .Where(static text => CaseNumber().IsMatch(text))
            .Distinct();

    [GeneratedRegex(@"^\| ([NPBD]\d\d) \| (.*) \| ([^|]*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^[NPBD]\d\d$")]
    private static partial Regex CaseNumber();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[NPBD]\d\d(?![0-9])")]
    private static partial Regex NumberInText();

    private sealed record Case(string Number, string Code, string Verdict);
}
