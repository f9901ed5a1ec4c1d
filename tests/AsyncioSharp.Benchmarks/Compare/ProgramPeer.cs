namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Peers that are one program: Node.</summary>
internal static class ProgramPeer
{
    internal static Peer? FindNode() => Script.TryRun("node", "--version") is { } version
        ? new Peer($"Node {version.Trim().TrimStart('v')}", static name => Measure("node", [Script.PathOf("node", "micro.mjs"), name], name))
        : null;

    private static Times? Measure(string program, string[] arguments, string name) =>
        Script.TryRun(program, arguments) is { } output ? Script.Parse(output, name) : null;
}
