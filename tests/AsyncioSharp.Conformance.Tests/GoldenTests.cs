namespace AsyncioSharp.Conformance.Tests;

/// <summary>Every recorded program, strictly: same iterations, same virtual times, same order, same bytes.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("themes", 2000)]
    [InlineData("topics", 1000)]
    public void TracesEqualThoseOfCPython(string set, int count)
    {
        string[] programs = Golden.Programs(set);
        Assert.Equal(count, programs.Length);
        Comparison.Check(programs, Golden.Traces(set));
    }

    // Iterations and times included: a hosted loop differs from one on its own thread in nothing.
    [Theory]
    [InlineData("themes")]
    [InlineData("topics")]
    public void TracesOfGuestLoopsEqualThoseOfCPython(string set) => Comparison.CheckAsGuests(Golden.Programs(set), Golden.Traces(set));

    [Fact]
    public void DifferenceIsFoundAndShown()
    {
        string[] programs = Golden.Programs("themes")[..3];
        string[] traces = Golden.Traces("themes")[..3];
        traces[1] = traces[1].Replace("1|0|m|start", "2|0|m|start", StringComparison.Ordinal);
        string message = Assert.ThrowsAny<Exception>(() => Comparison.Check(programs, traces)).Message;
        Assert.Contains("1 of 3 programs differ", message, StringComparison.Ordinal);
        Assert.Contains("event 0, CPython: 2|0|m|start", message, StringComparison.Ordinal);
        Assert.Contains("event 0, ours:    1|0|m|start", message, StringComparison.Ordinal);
    }
}
