using AsyncioSharp.Benchmarks;
using AsyncioSharp.Benchmarks.Bdn;
using AsyncioSharp.Benchmarks.Compare;
using AsyncioSharp.Benchmarks.Hosting;
using AsyncioSharp.Benchmarks.Io;
using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using AsyncioSharp.Benchmarks.Observing;
using AsyncioSharp.Benchmarks.Rules;
using AsyncioSharp.Benchmarks.Scale;
using AsyncioSharp.Benchmarks.Tree;

string[] rest = args.Length == 0 ? [] : args[1..];
try
{
    return args.FirstOrDefault() switch
    {
        "micro" => MicroCommand.Run(Arguments.Parse(rest, "--json", "--repeat")),
        "net" => NetCommand.Run(Arguments.Parse(rest, "--json", "--rounds")),
        "net-io" => IoCommand.Run(Arguments.Parse(rest, "--rounds", "--seconds")),
        "io-server" => EchoServers.Run(Arguments.Parse(rest)),
        "io-load" => IoLoadCommand.Run(Arguments.Parse(rest, "--connections", "--seconds")),
        "http-load" => HttpClients.Run(Arguments.Parse(rest, "--seconds")),
        "io-million" => MillionCommand.Run(Arguments.Parse(rest, "--requests", "--seed")),
        "tree" => TreeCommand.Run(Arguments.Parse(rest, "--json", "--repeat")),
        "compare" => CompareCommand.Run(Arguments.Parse(rest, "--rounds", "--clock", "--markdown", "--svg")),
        "scale" => ScaleCommand.Run(Arguments.Parse(rest, "--json")),
        "hosting" => HostingCommand.Run(Arguments.Parse(rest, "--rounds")),
        "observing" => ObservingCommand.Run(Arguments.Parse(rest, "--rounds")),
        "rules" => RulesCommand.Run(Arguments.Parse(rest, "--rounds")),
        "sources" => SourcesCommand.Run(Arguments.Parse(rest, "--rounds", "--references", "--nullable", "--rules", "--peers")),
        "keystroke" => KeystrokeCommand.Run(Arguments.Parse(rest, "--rounds", "--references", "--nullable", "--rules", "--lines")),
        "bdn" => BdnCommand.Run(rest),
        _ => Usage(),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/AsyncioSharp.Benchmarks -- COMMAND [NAME ...] [OPTIONS]

        micro     26 operations of the loop, ns and bytes per operation                 [--json] [--repeat 5]
        net       the same against Task, ValueTask, SemaphoreSlim, Channel, in turn     [--json] [--rounds 31]
        net-io    echo servers: ours, .NET's, other runtimes', in turn (Linux)          [--rounds 5] [--seconds 2]
        io-server one of them alone: KIND PORT; io-load PORT is the load for it         [--connections 64] [--seconds 2]
        http-load HttpClient on a loop and under tasks: loop|task PORT                  [--seconds 3]
        io-million a million requests with random cancels, timeouts and resets          [--requests 1000000] [--seed 1]
        tree      trees of 55,986 tasks in 16 variants, seconds per run                 [--json] [--repeat 5]
        scale     a thousand to a million sleepers, timers, waiters, children, canceled [--json]
        hosting   loops in hosts: a turn, a submission, an idle loop, HTTP requests;    [--rounds 9]
                  one loop against two (do not pin this one)
        observing operations of the loop with metrics, a timeline, debug mode, in turn  [NAME ...] [--rounds 9]
        compare   CPython and other runtimes, where installed, in turn with ours        [--rounds 3] [--clock wall|cpu]
                  Python: ASYNCIO_BENCH_PYTHON, else python3.13, python3                [--markdown FILE] [--svg FILE]
                  ASYNCIO_BENCH_MICRO names programs: "Go 1.19=PATH;tokio 1.24=PATH"
        rules     what our analyzers cost a build of 2,000 files, beside those of others; [FILES] [--rounds 3]
        sources   the same on sources of somebody else, beside the SDK's rules; FOLDER ... [--references FOLDER] [--rules DLL] [--peers]
        keystroke the same for a letter that is typed into one of these files;         FOLDER ... [--lines 1000] [--references FOLDER] [--rounds 21]
        bdn       BenchmarkDotNet, which takes its own options                          [--filter *] ...

        Pin the process to one core for stable numbers (taskset -c 0). "cpu" is processor time: look at it on a busy machine.
        """);
    return 2;
}
