using System.Globalization;
using System.Reflection;

namespace AsyncioSharp.Tests;

/// <summary>Every statement about asyncio that the runtime claims to follow has exactly one test, which carries its number: S034_... A further test says "AlsoS034" instead.</summary>
public sealed class StatementCoverageTests
{
    // How many statements are recorded.
    private const int Last = 305;

    [Theory]
    [InlineData("A: the loop", 1, 25)]
    [InlineData("B: coroutines and tasks", 26, 49)]
    [InlineData("C: futures", 50, 64)]
    [InlineData("D: sleep", 65, 73)]
    [InlineData("E: gather", 74, 91)]
    [InlineData("F: wait and as_completed", 92, 108)]
    [InlineData("G: timeout and wait_for", 109, 135)]
    [InlineData("H: shield", 136, 143)]
    [InlineData("I: cancellation", 144, 169)]
    [InlineData("J: task groups", 170, 191)]
    [InlineData("K: lock and event", 192, 203)]
    [InlineData("K: condition", 204, 209)]
    [InlineData("K: semaphore", 210, 215)]
    [InlineData("K: barrier", 216, 220)]
    [InlineData("K: the loop of a primitive", 221, 221)]
    [InlineData("L: queues", 222, 238)]
    [InlineData("M: eager tasks", 239, 247)]
    [InlineData("N: Run and Ctrl+C", 248, 259)]
    [InlineData("O: reports and debug mode", 260, 270)]
    [InlineData("P: context", 271, 275)]
    [InlineData("Q: threads", 276, 280)]
    [InlineData("R: staggered race", 281, 282)]
    [InlineData("S: streams", 283, 298)]
    [InlineData("T: processes", 299, 302)]
    [InlineData("U: async iterators", 303, 305)]
    public void EveryStatementHasItsTest(string group, int first, int last)
    {
        Dictionary<int, int> tests = TestsByNumber();
        int[] without = [.. Enumerable.Range(first, last - first + 1).Where(number => !tests.ContainsKey(number))];
        Assert.True(without.Length == 0, $"{group}: no test for {string.Join(", ", without)}");
    }

    [Fact]
    public void NoStatementHasTwoTests() => Assert.DoesNotContain(TestsByNumber(), static pair => pair.Value > 1);

    [Fact]
    public void NoTestHasANumberThatIsNoStatement() => Assert.DoesNotContain(TestsByNumber().Keys, static number => number is < 1 or > Last);

    private static Dictionary<int, int> TestsByNumber() => typeof(StatementCoverageTests).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(static method => method.IsDefined(typeof(FactAttribute)) && IsStatement(method.Name))
        .CountBy(static method => int.Parse(method.Name.AsSpan(1, 3), CultureInfo.InvariantCulture))
        .ToDictionary();

    private static bool IsStatement(string name) =>
        name.Length > 5 && name[0] == 'S' && name[4] == '_' && !name.AsSpan(1, 3).ContainsAnyExceptInRange('0', '9');
}
