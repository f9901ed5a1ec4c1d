using BenchmarkDotNet.Running;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>Hands over to BenchmarkDotNet: each benchmark in a process of its own, with statistics.</summary>
internal static class BdnCommand
{
    internal static int Run(string[] options)
    {
        BenchmarkSwitcher.FromAssembly(typeof(BdnCommand).Assembly).Run(options.Length == 0 ? ["--filter", "*"] : options);
        return 0;
    }
}
