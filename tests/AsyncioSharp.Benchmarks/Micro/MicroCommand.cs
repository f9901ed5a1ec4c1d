using System.Text.Json;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Runs the micro benchmarks and prints a table, or JSON lines.</summary>
internal static class MicroCommand
{
    internal static int Run(Arguments arguments)
    {
        int repeat = arguments.Number("--repeat", 5);
        foreach (MicroBenchmark benchmark in arguments.Select(MicroBenchmarks.All, static b => b.Name))
        {
            benchmark.Settle();
            Cost cost = benchmark.Best(repeat);
            Console.WriteLine(arguments.Has("--json")
                ? JsonSerializer.Serialize(new
                {
                    name = benchmark.Name,
                    ns_per_op = Math.Round(cost.Nanoseconds, 2),
                    bytes_per_op = Math.Round(cost.Bytes, 2),
                    cpu_ns_per_op = Math.Round(cost.CpuNanoseconds, 2),
                })
                : $"{benchmark.Name,-20} {cost.Nanoseconds,10:N1} ns/op {cost.CpuNanoseconds,10:N1} ns cpu {cost.Bytes,8:N1} B/op   "
                    + $"(n={benchmark.Operations:N0})");
        }

        return 0;
    }
}
