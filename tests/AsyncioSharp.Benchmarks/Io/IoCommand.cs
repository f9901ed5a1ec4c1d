using System.Globalization;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>
/// Echo servers side by side: requests per second, processor time of the server per request, median latency. In turn, round after round;
/// the server has one core, the load the other.
/// </summary>
internal static class IoCommand
{
    private const int Size = 1024;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    internal static int Run(Arguments arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new UsageException("net-io needs Linux: taskset, epoll");
        }

        int rounds = arguments.Number("--rounds", 5);
        var duration = TimeSpan.FromSeconds(arguments.Number("--seconds", 2));
        List<EchoContestant> contestants = arguments.Select(EchoContestant.Find(), static contestant => contestant.Name);
        foreach (int connections in new[] { 1, 64, 256 })
        {
            var runs = contestants.ToDictionary(static contestant => contestant, static _ => new List<EchoRun>());
            for (int round = 0; round < rounds; round++)
            {
                foreach (EchoContestant contestant in contestants)
                {
                    runs[contestant].Add(Measure(contestant, connections, duration));
                }
            }

            Print(connections, contestants, runs);
        }

        return 0;
    }

    private static EchoRun Measure(EchoContestant contestant, int connections, TimeSpan duration)
    {
        using EchoProcess server = EchoProcess.Start(contestant.Command, core: 0);

        // The JIT, the interpreter and the allocator get warm first: on one core .NET's waits for a second before it optimizes.
        EchoLoad.Run(server.Port, connections, Size, s_warmUp);
        TimeSpan before = server.ProcessorTime;
        (long requests, double median) = EchoLoad.Run(server.Port, connections, Size, duration);
        double processor = (server.ProcessorTime - before).TotalNanoseconds / Math.Max(1, requests);
        return new EchoRun(requests / duration.TotalSeconds, processor, median);
    }

    private static void Print(int connections, List<EchoContestant> contestants, Dictionary<EchoContestant, List<EchoRun>> runs)
    {
        Console.WriteLine($"{connections} connections, {Size} bytes | requests/s | CPU ns per request | median us");
        foreach (EchoContestant contestant in contestants)
        {
            // The best of each: whatever else the machine does only adds.
            double rate = runs[contestant].Max(static run => run.RequestsPerSecond);
            double processor = runs[contestant].Min(static run => run.ProcessorNanoseconds);
            double median = runs[contestant].Min(static run => run.MedianMicroseconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{contestant.Name,-16} | {rate,9:N0} | {processor,7:N0} | {median,7:N1}"));
        }
    }
}
