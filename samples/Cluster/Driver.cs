namespace AsyncioSharp.Samples.Cluster;

/// <summary>Asks all shards, and asks again those whose process has gone.</summary>
internal static class Driver
{
    private const int Shards = 16;
    private const int Pages = 64;

    public static Task RunAsync(IGrainFactory grains, IClusterManifestProvider cluster) => Asyncio.RunAsync(async Coroutine () =>
    {
        await SecondProcess(grains, cluster);
        Console.WriteLine("two processes");
        ShardReport[] reports = await Asyncio.Gather(Enumerable.Range(0, Shards).Select(shard => Ask(grains, shard)));
        foreach (IGrouping<int, ShardReport> process in reports.GroupBy(static report => report.Process))
        {
            Console.WriteLine($"process {process.Key}: {process.Count()} shards");
        }

        Console.WriteLine($"{reports.Sum(static report => report.DoneBefore)} pages were done before a shard moved");
        Console.WriteLine($"{reports.Sum(static report => report.Pages)} pages done");
    });

    // Grains are placed on a process that is active and whose manifest, the list of its grain types, has arrived. It arrives a moment later.
    private static async Coroutine SecondProcess(IGrainFactory grains, IClusterManifestProvider cluster)
    {
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        while ((await management.GetHosts(onlyActive: true)).Count < 2 || cluster.Current.Silos.Count < 2)
        {
            await Asyncio.Sleep(0.2);
        }
    }

    private static async Coroutine<ShardReport> Ask(IGrainFactory grains, int shard)
    {
        while (true)
        {
            try
            {
                return await grains.GetGrain<IShard>(shard).Crawl(Pages);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                Console.WriteLine($"shard {shard} is asked again: {e.GetType().Name}");
                await Asyncio.Sleep(0.5);
            }
        }
    }
}
