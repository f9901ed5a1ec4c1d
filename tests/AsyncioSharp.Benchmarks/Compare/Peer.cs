namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Another runtime on this machine.</summary>
/// <param name="Name">Its name and version.</param>
/// <param name="Measure">Measures one benchmark; null when the peer does not have it.</param>
internal sealed record Peer(string Name, Func<string, Times?> Measure);
