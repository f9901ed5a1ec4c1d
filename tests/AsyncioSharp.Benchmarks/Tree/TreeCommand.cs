using System.Text.Json;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>Runs the trees and prints seconds per run.</summary>
internal static class TreeCommand
{
    internal static int Run(Arguments arguments)
    {
        int repeat = arguments.Number("--repeat", 5);
        foreach (TreeVariant variant in arguments.Select(TreeVariant.All, static v => v.Name))
        {
            var run = TreeRun.Measure(variant, repeat);
            (double best, double median) = run.Seconds;
            Cost task = run.PerTask;
            Console.WriteLine(arguments.Has("--json")
                ? JsonSerializer.Serialize(new
                {
                    name = "async_tree_" + variant.Name,
                    best_s = Math.Round(best, 5),
                    median_s = Math.Round(median, 5),
                    ns_per_op = Math.Round(task.Nanoseconds, 1),
                    bytes_per_op = Math.Round(task.Bytes, 1),
                    cpu_ns_per_op = Math.Round(task.CpuNanoseconds, 1),
                    sleeps = run.Sleeps,
                })
                : $"async_tree_{variant.Name,-24} best {best:N4} s  median {median:N4} s  {task.Nanoseconds,8:N1} ns/task "
                    + $"{task.CpuNanoseconds,8:N1} ns cpu {task.Bytes,8:N1} B/task  {run.Sleeps} sleeps");
        }

        return 0;
    }
}
