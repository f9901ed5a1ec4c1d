namespace AsyncioSharp.Samples.Cluster;

/// <summary>What a shard remembers when it moves to another process.</summary>
[GenerateSerializer]
public sealed class ShardState
{
    /// <summary>The pages that are done.</summary>
    [Id(0)]
    public HashSet<int> Done { get; set; } = [];
}
