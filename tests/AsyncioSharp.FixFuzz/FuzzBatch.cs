namespace AsyncioSharp.FixFuzz;

/// <summary>Programs that are compiled, fixed and compiled again as the files of one project, because that takes less time.</summary>
/// <param name="Order">Decides the order of the fixes: one for all programs of a batch, and the same for each of them alone.</param>
/// <param name="Programs">One or more.</param>
internal sealed record FuzzBatch(int Order, IReadOnlyList<FuzzProgram> Programs)
{
    private const int Size = 16;

    public static FuzzBatch Of(FuzzProgram program) => new(program.Seed / Size, [program]);

    public static IEnumerable<FuzzBatch> Of(IEnumerable<int> seeds) =>
        seeds.GroupBy(static seed => seed / Size).Select(static same => new FuzzBatch(same.Key, [.. same.Select(static seed => Generator.Create(seed))]));

    /// <summary>Programs of one kind each, of all kinds whose name contains this.</summary>
    public static IEnumerable<FuzzBatch> OfKinds(string name, IEnumerable<int> seeds) =>
        Kinds.All.Where(kind => kind.Name.Contains(name)).SelectMany(kind => seeds.GroupBy(static seed => seed / Size).Select(same => new FuzzBatch(same.Key, [.. same.Select(seed => Generator.Create(seed, kind))])));

    public IEnumerable<string> Ordered(IEnumerable<string> ids) => ids.OrderBy(id => new Random((Order * 1000) + int.Parse(id[3..])).Next());
}
