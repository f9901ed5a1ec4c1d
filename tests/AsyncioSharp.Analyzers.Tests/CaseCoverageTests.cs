using System.Reflection;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// Every case of the catalogue has a test that carries its number: N is code that must stay silent, P code that must be reported.
/// The number is a part of the test's name (<c>N07_WhenAll</c>, <c>N28_N97_OwnMembers</c>), or the first thing in a row of its data.
/// </summary>
public sealed partial class CaseCoverageTests
{
    [Theory]
    [InlineData("blocking: silent", 'N', 1, 42)]
    [InlineData("coroutines, cancellation, shape: silent", 'N', 50, 83)]
    [InlineData("real code: silent", 'N', 90, 97)]
    [InlineData("blocking: reported", 'P', 1, 14)]
    [InlineData("coroutines, tasks, cancellation: reported", 'P', 20, 47)]
    [InlineData("real code: reported", 'P', 90, 91)]
    public void EveryCaseHasItsTest(string group, char letter, int first, int last)
    {
        var numbers = Numbers();
        var without = Enumerable.Range(first, last - first + 1).Select(n => $"{letter}{n:00}").Except(numbers).ToList();
        Assert.True(without.Count == 0, $"{group}: no test for {string.Join(", ", without)}");
    }

    private static HashSet<string> Numbers()
    {
        var tests = typeof(CaseCoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .ToList();
        var names = tests.SelectMany(test => test.Name.Split('_'));
        var rows = tests.SelectMany(test => test.GetCustomAttributes<InlineDataAttribute>().SelectMany(row => row.GetData(test))).Select(row => row[0] as string ?? "");
        return [.. names.Concat(rows).Where(text => CaseNumber().IsMatch(text))];
    }

    [GeneratedRegex(@"^[NP]\d\d$")]
    private static partial Regex CaseNumber();
}
