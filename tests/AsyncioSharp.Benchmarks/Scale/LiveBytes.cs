namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>What is alive now, after a full collection.</summary>
internal static class LiveBytes
{
    internal static long Count()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
