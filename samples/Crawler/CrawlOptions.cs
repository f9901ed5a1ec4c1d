namespace AsyncioSharp.Samples.Crawler;

/// <summary>How politely to crawl.</summary>
public sealed record CrawlOptions
{
    /// <summary>Requests at a time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Time between two requests.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a page is tried.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The pause after the first failure; each further one is twice as long.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(200);
}
