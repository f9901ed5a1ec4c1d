using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Hosting;

/// <summary>What a hosted loop costs, beside a loop with a thread; requests of a web server; one loop against two.</summary>
internal static class HostingCommand
{
    internal static int Run(Arguments arguments)
    {
        int rounds = arguments.Number("--rounds", 9);
        var table = new RoundsTable(rounds);
        LoopCosts.Measure(table);
        IdleLoops.Measure(table);
        GroupScaling.Measure(table);
        HttpRequests.Measure(table);
        table.Write();
        return 0;
    }
}
