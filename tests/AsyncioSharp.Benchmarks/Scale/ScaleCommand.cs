using System.Text.Json;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>From a thousand to a million: what one more costs should not depend on how many there are.</summary>
internal static class ScaleCommand
{
    private static readonly int[] s_sizes = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly RunOptions s_options = new() { HandleInterrupt = false };

    internal static int Run(Arguments arguments)
    {
        bool json = arguments.Has("--json");
        if (!json)
        {
            Console.WriteLine($"{"",-16} {"items",10} {"ns/item",10} {"ns cpu",10} {"allocated",10} {"live",10}   (bytes per item)");
        }

        foreach (ScaleSubject subject in arguments.Select(ScaleSubject.All, static s => s.Name))
        {
            WarmUp.Settle(() => Time(subject, 200), () => Time(subject, 10_000));
            foreach (int size in s_sizes)
            {
                Write(subject, size, json);
            }
        }

        return 0;
    }

    private static void Write(ScaleSubject subject, int size, bool json)
    {
        Cost cost = Cost.Worst;
        for (int run = 0; run < (size >= 100_000 ? 3 : 10); run++)
        {
            cost = Cost.Best(cost, Time(subject, size));
        }

        cost /= size;
        double live = Asyncio.Run(subject.Live(size), s_options) / (double)size;
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new
            {
                name = subject.Name,
                items = size,
                ns_per_item = Math.Round(cost.Nanoseconds, 1),
                cpu_ns_per_item = Math.Round(cost.CpuNanoseconds, 1),
                bytes_per_item = Math.Round(cost.Bytes, 1),
                live_bytes_per_item = Math.Round(live, 1),
            })
            : $"{subject.Name,-16} {size,10:N0} {cost.Nanoseconds,10:N1} {cost.CpuNanoseconds,10:N1} {cost.Bytes,10:N1} {live,10:N1}");
    }

    private static Cost Time(ScaleSubject subject, int size) => Asyncio.Run(subject.Time(size), s_options);
}
