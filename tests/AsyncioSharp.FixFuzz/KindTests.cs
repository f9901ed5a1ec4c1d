namespace AsyncioSharp.FixFuzz;

/// <summary>Each kind alone.</summary>
public sealed class KindTests
{
    public static TheoryData<string> Names => [.. Kinds.All.Select(static kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Kind_AloneDoesTheSameAfterItsFixes(string name)
    {
        var kind = Kinds.All.Single(kind => kind.Name == name);
        var finding = await Oracle.CheckAsync(Generator.Create(0, kind));
        Assert.True(finding is null, $"The fixed program {finding?.What}\n{finding?.Details}\n\n{finding?.Text}");
    }
}
