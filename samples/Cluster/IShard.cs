namespace AsyncioSharp.Samples.Cluster;

/// <summary>A part of the work.</summary>
public interface IShard : IGrainWithIntegerKey
{
    /// <summary>Does the pages that are not done yet.</summary>
    Task<ShardReport> Crawl(int pages);
}
