namespace AsyncioSharp.FixFuzz;

/// <summary>The fuzzer would see the mistakes that fixes once made: they are put in by hand.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> Hazards => [.. Kinds.All.Where(static kind => kind.IsHazard).Select(static kind => kind.Name)];

    /// <summary>For one of a few seeds at least, the check has to see it.</summary>
    [Theory]
    [MemberData(nameof(Hazards))]
    public async Task SeededMistake_IsFound(string name)
    {
        var kind = Kinds.All.Single(kind => kind.Name == name);
        for (var seed = 0; seed < 6; seed++)
        {
            var finding = await Oracle.CheckNaiveAsync(Generator.Create(seed, kind));
            Assert.NotEqual(Oracle.BadProgram, finding?.What);
            if (finding is not null)
            {
                return;
            }
        }

        Assert.Fail("The mistake was not seen.");
    }

    /// <summary>The same for programs that are checked together, beside one without a mistake.</summary>
    [Theory]
    [MemberData(nameof(Hazards))]
    public async Task SeededMistake_IsFoundInABatch(string name)
    {
        var kind = Kinds.All.Single(kind => kind.Name == name);
        var harmless = Generator.Create(6, Kinds.All[0]);
        var suspects = await Oracle.NaiveSuspectsAsync(new FuzzBatch(0, [harmless, .. Enumerable.Range(0, 6).Select(seed => Generator.Create(seed, kind))]));
        Assert.Contains(suspects, suspect => suspect.Seed != harmless.Seed);
    }
}
