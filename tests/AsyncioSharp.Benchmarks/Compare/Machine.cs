using System.Runtime.InteropServices;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Where it was measured: numbers without it mean nothing.</summary>
internal static class Machine
{
    internal static string Describe() => $"{Processor()}, {Cores()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        string? line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Cores() => Environment.ProcessorCount == 1 ? "pinned to one core" : $"{Environment.ProcessorCount} cores";
}
