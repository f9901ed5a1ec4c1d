namespace AsyncioSharp.Tests.Net;

/// <summary>Tests that count what the whole process has: descriptors, memory. Nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
