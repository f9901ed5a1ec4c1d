using System.Diagnostics;

namespace AsyncioSharp.Samples.Guides;

/// <summary>The problem that coroutines solve: synchronous waits add up. Compare ConcurrentFetches.</summary>
public static class SynchronousFetches
{
    public static void Run() => Run(TimeSpan.FromSeconds(1));

    public static void Run(TimeSpan second)
    {
        var elapsed = Stopwatch.StartNew();
        FetchData("api/users", 2 * second);
        FetchData("api/posts", 3 * second);
        FetchData("api/comments", 1 * second);
        Console.WriteLine($"Total: {elapsed.Elapsed.TotalSeconds:F1}s");
    }

    private static void FetchData(string url, TimeSpan delay)
    {
        Console.WriteLine($"Fetching {url}...");
        Thread.Sleep(delay);
        Console.WriteLine($"Done {url}");
    }
}
