using System.Text.Json;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Compares with what .NET has, and prints medians and ratios (above 1: we are faster).</summary>
internal static class NetCommand
{
    internal static int Run(Arguments arguments)
    {
        int rounds = arguments.Number("--rounds", 31);
        foreach (Comparison comparison in arguments.Select(Comparisons.All, static c => c.Name))
        {
            Cost[] costs = comparison.Measure(rounds);
            for (int i = 0; i < costs.Length; i++)
            {
                string label = comparison.Contestants[i].Label;
                double ratio = costs[i].Nanoseconds / costs[0].Nanoseconds;
                double cpuRatio = costs[i].CpuNanoseconds / costs[0].CpuNanoseconds;
                Console.WriteLine(arguments.Has("--json")
                    ? JsonSerializer.Serialize(new
                    {
                        name = comparison.Name,
                        contestant = label,
                        ns_per_op = Math.Round(costs[i].Nanoseconds, 2),
                        bytes_per_op = Math.Round(costs[i].Bytes, 2),
                        cpu_ns_per_op = Math.Round(costs[i].CpuNanoseconds, 2),
                        ratio = Math.Round(ratio, 3),
                        cpu_ratio = Math.Round(cpuRatio, 3),
                    })
                    : $"{(i == 0 ? comparison.Name : string.Empty),-18} {label,-26} {costs[i].Nanoseconds,10:N1} ns {ratio,7:N2}x  "
                        + $"cpu {costs[i].CpuNanoseconds,9:N1} ns {cpuRatio,7:N2}x {costs[i].Bytes,9:N1} B");
            }
        }

        return 0;
    }
}
