namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>A member of the family: a workload, with gather or with task groups, with tasks that start lazily or eagerly.</summary>
internal sealed record TreeVariant(string Name, Workload Workload, bool UsesGroups, bool IsEager)
{
    internal static IReadOnlyList<TreeVariant> All { get; } = [.. Family(eager: false), .. Family(eager: true)];

    internal TaskTree CreateTree() => new(Workload, UsesGroups);

    private static IEnumerable<TreeVariant> Family(bool eager)
    {
        foreach (Workload workload in Enum.GetValues<Workload>())
        {
            string name = workload switch
            {
                Workload.None => eager ? "eager" : "none",
                Workload.Io => "io",
                Workload.Memoization => "memoization",
                _ => "cpu_io_mixed",
            };
            name = eager && workload != Workload.None ? "eager_" + name : name;
            yield return new TreeVariant(name, workload, UsesGroups: false, eager);
            yield return new TreeVariant(name + "_tg", workload, UsesGroups: true, eager);
        }
    }
}
