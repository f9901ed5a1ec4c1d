namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Runs CPython's scripts, and those of other runtimes where they are installed, in turn with ours.</summary>
internal static class CompareCommand
{
    internal static int Run(Arguments arguments)
    {
        int rounds = arguments.Number("--rounds", 3);
        string clock = arguments.Text("--clock") ?? "wall";
        if (clock is not ("wall" or "cpu"))
        {
            throw new UsageException("--clock is wall or cpu");
        }

        Peer?[] installed = [PythonPeer.FindCPython(), PythonPeer.FindUvloop(), ProgramPeer.FindNode()];
        List<Peer> peers = [.. installed.OfType<Peer>(), .. ProgramPeer.FindNamed()];
        Console.WriteLine($"{"",-32} {"AsyncioSharp",14} {"",10} {string.Join(' ', peers.Select(static p => $"{p.Name,20}"))}   (times ours)");
        var rows = new List<ComparedRow>();
        foreach (Subject subject in arguments.Select(Subject.All, static s => s.Name))
        {
            var row = ComparedRow.Measure(subject, peers, rounds, clock == "cpu");
            rows.Add(row);
            Console.WriteLine($"{row.Name,-32} {row.OurTime,11:N1} ns {row.Ours.Bytes,8:N1} B {string.Join(' ', peers.Select((_, i) => Cell(row.Ratio(i))))}");
        }

        var report = new ComparisonReport([.. peers.Select(static p => p.Name)], rows, clock);
        Console.WriteLine($"{"geometric mean",-32} {"",14} {"",10} {string.Join(' ', peers.Select((_, i) => Cell(report.Mean(i))))}");
        Console.WriteLine(report.Setting);
        Save(arguments.Text("--markdown"), report, MarkdownTable.Write);
        Save(arguments.Text("--svg"), report, SvgPlot.Write);
        return 0;
    }

    private static string Cell(double? ratio) => ratio is { } r ? $"{r,19:N2}x" : $"{"-",20}";

    private static void Save(string? path, ComparisonReport report, Func<ComparisonReport, string> write)
    {
        if (path is not null)
        {
            File.WriteAllText(path, write(report));
        }
    }
}
