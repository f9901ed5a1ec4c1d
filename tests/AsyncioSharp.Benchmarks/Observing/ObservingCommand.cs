using System.Diagnostics.Metrics;
using AsyncioSharp.Benchmarks.Measuring;
using AsyncioSharp.Benchmarks.Micro;

namespace AsyncioSharp.Benchmarks.Observing;

/// <summary>What it costs to observe a loop: the same operations unobserved, with metrics, with a timeline and in debug mode, in turn.</summary>
internal static class ObservingCommand
{
    private static readonly string[] s_names = ["switch_1000tasks", "create_await", "future_wake", "sleep_tasks_10k"];
    private static readonly RunOptions s_off = new() { HandleInterrupt = false };

    internal static int Run(Arguments arguments)
    {
        if (arguments.Names.Count == 0)
        {
            arguments.Names.AddRange(s_names);
        }

        string file = Path.GetTempFileName();
        try
        {
            var table = new RoundsTable(arguments.Number("--rounds", 9));
            foreach (MicroBenchmark benchmark in arguments.Select(MicroBenchmarks.All, static b => b.Name))
            {
                Measure(table, benchmark, file);
            }

            table.Write();
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Measure(RoundsTable table, MicroBenchmark benchmark, string file)
    {
        benchmark.Settle();
        table.Compare(
            benchmark.Name,
            "ns",
            ("nobody looks", () => Once(benchmark, s_off)),
            ("metrics", () => WithMetrics(benchmark, "AsyncioSharp")),
            ("step durations", () => WithMetrics(benchmark, "AsyncioSharp.Steps")),
            ("timeline", () => Once(benchmark, s_off with { Timeline = file })),
            ("debug mode", () => Once(benchmark, s_off with { Debug = true, ExceptionHandler = static (_, _) => { } })));
    }

    // The best of five, as the other benchmarks count: other work on the machine can only add.
    private static double Once(MicroBenchmark benchmark, RunOptions options) =>
        Enumerable.Range(0, 5).Min(_ => benchmark.Once(options).CpuNanoseconds);

    // Listens to every instrument of a meter, as an exporter does.
    private static double WithMetrics(MicroBenchmark benchmark, string meter)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == meter)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        long measurements = 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => measurements++);
        listener.Start();
        return Once(benchmark, s_off);
    }
}
