using System.Diagnostics;
using System.Net;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>
/// Requests to an echo server of the same loop, some of which are canceled, time out, or have their connection reset by either side. Every
/// request is accounted for, and afterwards the process has what it had before.
/// </summary>
internal static class MillionCommand
{
    private const int Workers = 100;

    internal static int Run(Arguments arguments)
    {
        int requests = arguments.Number("--requests", 1_000_000);
        int seed = arguments.Number("--seed", 1);
        Console.WriteLine($"{requests} requests on {Workers} connections, seed {seed}");
        bool balanced = true;
        PollerKind[] pollers = OperatingSystem.IsLinux() ? [PollerKind.Epoll, PollerKind.Completion] : [PollerKind.Completion];
        foreach (PollerKind poller in pollers)
        {
            // The first, short run opens and allocates what the process keeps.
            Measure(poller, Math.Max(Workers, requests / 50), seed);
            (int descriptors, long memory) = Resources();
            long start = Stopwatch.GetTimestamp();
            RequestCounts counts = Measure(poller, requests, seed);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            (int descriptorsAfter, long memoryAfter) = Resources();
            Console.WriteLine($"{poller}: {counts} in {took.TotalSeconds:F1} s");
            Console.WriteLine($"  descriptors {descriptors} -> {descriptorsAfter}, memory {memory:N0} -> {memoryAfter:N0} bytes");
            balanced &= counts.Total == requests && descriptorsAfter <= descriptors && memoryAfter < memory + 1_000_000;
        }

        Console.WriteLine(balanced ? "every request is accounted for; nothing is left" : "NOT BALANCED");
        return balanced ? 0 : 1;
    }

    private static RequestCounts Measure(PollerKind poller, int requests, int seed)
    {
        var counts = new RequestCounts();
        var options = new RunOptions
        {
            Poller = poller,
            HandleInterrupt = false,

            // A handler whose peer resets says so; that is what is asked for here.
            ExceptionHandler = (_, _) => counts.Reports++,
        };
        Asyncio.Run(
            async () =>
            {
                await using Server server = await Asyncio.StartServer(Echo, "127.0.0.1", 0);
                int port = ((IPEndPoint)server.LocalEndPoint).Port;
                await TaskGroup.Run(async group =>
                {
                    for (int i = 0; i < Workers; i++)
                    {
                        int share = (requests / Workers) + (i < requests % Workers ? 1 : 0);
                        _ = group.CreateTask(new RequestWorker(port, share, new Random(seed + i), counts).RunAsync());
                    }

                    await Coroutine.Completed;
                });
            },
            options);
        return counts;
    }

    private static async Coroutine Echo(Connection connection)
    {
        byte[] buffer = new byte[1024];
        int count;
        while ((count = await connection.ReadAsync(buffer)) > 0)
        {
            if (buffer[0] == RequestWorker.PleaseReset)
            {
                await connection.AbortAsync();
                return;
            }

            if (buffer[0] != RequestWorker.PleaseWait)
            {
                await connection.WriteAsync(buffer.AsMemory(0, count));
            }
        }
    }

    private static (int Descriptors, long Memory) Resources()
    {
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        return (OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0, memory);
    }
}
