using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>HttpClient as a load, on a loop and under plain tasks: <c>http-load KIND PORT</c>, best pinned to one core.</summary>
internal static class HttpClients
{
    private const int Concurrency = 16;

    internal static int Run(Arguments arguments)
    {
        if (arguments.Names is not [var kind, var port])
        {
            throw new UsageException("http-load loop|task PORT");
        }

        var address = new Uri($"http://127.0.0.1:{port}/");
        var duration = TimeSpan.FromSeconds(arguments.Number("--seconds", 3));
        Func<TimeSpan, int> run = kind == "loop" ? time => OnLoop(address, time) : time => UnderTasks(address, time);
        run(duration / 2);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        int requests = run(duration);
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind,-6} {requests / duration.TotalSeconds,9:N0} requests/s, CPU {processor.TotalMicroseconds / requests:N1} us a request"));
        return 0;
    }

    private static int OnLoop(Uri address, TimeSpan duration) => Asyncio.Run(async () =>
    {
        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        int[] counts = await Asyncio.Gather(Enumerable.Range(0, Concurrency).Select(_ => Work()));
        return counts.Sum();

        async Coroutine<int> Work()
        {
            int count = 0;
            for (; Stopwatch.GetTimestamp() < end; count++)
            {
                await client.GetStringAsync(address, Asyncio.CurrentToken);
            }

            return count;
        }
    });

    private static int UnderTasks(Uri address, TimeSpan duration) => Task.Run(async () =>
    {
        using var client = new HttpClient();
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(Work)));
        return counts.Sum();

        async Task<int> Work()
        {
            int count = 0;
            for (; Stopwatch.GetTimestamp() < end; count++)
            {
                await client.GetStringAsync(address);
            }

            return count;
        }
    }).GetAwaiter().GetResult();
}
