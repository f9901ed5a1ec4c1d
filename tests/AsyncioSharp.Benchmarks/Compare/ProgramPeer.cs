namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Peers that are one program: Node, and those that <c>ASYNCIO_BENCH_MICRO</c> names.</summary>
internal static class ProgramPeer
{
    /// <summary>Programs that have to be built: <c>Go 1.19=/path/to/micro;tokio 1.24=/path/to/other</c>.</summary>
    internal static IEnumerable<Peer> FindNamed() =>
        (Environment.GetEnvironmentVariable("ASYNCIO_BENCH_MICRO") ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(static entry => entry.Split('=', 2))
            .Select(static parts => new Peer(parts[0], name => Measure(parts[1], [name], name)));

    internal static Peer? FindNode() => Script.TryRun("node", "--version") is { } version
        ? new Peer($"Node {version.Trim().TrimStart('v')}", static name => Measure("node", [Script.PathOf("node", "micro.mjs"), name], name))
        : null;

    private static Times? Measure(string program, string[] arguments, string name) =>
        Script.TryRun(program, arguments) is { } output ? Script.Parse(output, name) : null;
}
