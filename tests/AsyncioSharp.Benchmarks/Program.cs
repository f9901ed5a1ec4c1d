using AsyncioSharp.Benchmarks;
using AsyncioSharp.Benchmarks.Compare;
using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using AsyncioSharp.Benchmarks.Tree;

if (args.Length == 0)
{
    return Usage();
}

var arguments = Arguments.Parse(args.AsSpan(1));
switch (args[0])
{
    case "micro":
        return MicroCommand.Run(arguments);
    case "net":
        return NetCommand.Run(arguments);
    case "tree":
        return TreeCommand.Run(arguments);
    case "compare":
        return CompareCommand.Run(arguments);
    default:
        return Usage();
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/AsyncioSharp.Benchmarks -- COMMAND [NAME ...] [OPTIONS]

        micro     26 operations of the loop, one thread, ns and bytes per operation   [--json] [--repeat 5]
        net       the same against Task, ValueTask, SemaphoreSlim, Channel, in turn     [--json] [--rounds 31]
        tree      trees of 55,986 tasks in 16 variants, seconds per run                 [--json] [--repeat 5]
        compare   CPython and other runtimes, where installed, in turn with ours        [--rounds 3] [--clock wall|cpu]
                  Python: ASYNCIO_BENCH_PYTHON, else python3.13, python3                [--markdown FILE] [--svg FILE]

        Pin the process to one core for stable numbers: taskset -c 0 dotnet run ...
        """);
    return 2;
}
