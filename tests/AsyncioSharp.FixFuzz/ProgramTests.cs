namespace AsyncioSharp.FixFuzz;

/// <summary>Forty programs; the program of this project runs as many as wanted.</summary>
public sealed class ProgramTests
{
    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 5)];

    /// <summary>A block of eight seeds; a failure names its seed.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Programs_DoTheSameAfterTheirFixes(int block)
    {
        Assert.Empty(await Fuzzer.FailuresAsync(FuzzBatch.Of(Enumerable.Range(block * 8, 8)).Single()));
    }
}
