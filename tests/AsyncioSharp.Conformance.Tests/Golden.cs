using System.IO.Compression;

namespace AsyncioSharp.Conformance.Tests;

/// <summary>Recorded programs and traces, which stand beside the test assembly.</summary>
internal static class Golden
{
    internal static string[] Programs(string set) => Lines($"{set}.programs.jsonl.gz");

    internal static string[] Traces(string set) => Lines($"{set}.traces.jsonl.gz");

    private static string[] Lines(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", file);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
