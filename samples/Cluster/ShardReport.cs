namespace AsyncioSharp.Samples.Cluster;

/// <summary>What a shard has done.</summary>
[GenerateSerializer]
[Immutable]
public sealed record ShardReport([property: Id(0)] int Process, [property: Id(1)] int Pages, [property: Id(2)] int DoneBefore);
