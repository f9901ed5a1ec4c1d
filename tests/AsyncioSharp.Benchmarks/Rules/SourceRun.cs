namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>What a run of analyzers over sources cost and found.</summary>
/// <param name="ProcessorSeconds">Of the whole process, the compiler's own work included.</param>
/// <param name="Findings">All of them.</param>
/// <param name="Crashes">Those that say that an analyzer threw (AD0001).</param>
/// <param name="Analyzers">The seconds in the callbacks of each, slowest first.</param>
internal sealed record SourceRun(double ProcessorSeconds, int Findings, int Crashes, IReadOnlyList<(string Name, double TotalSeconds)> Analyzers)
{
    /// <summary>In all callbacks together: what was bound for one of them counts there, although all use it.</summary>
    internal double CallbackSeconds => Analyzers.Sum(static analyzer => analyzer.TotalSeconds);
}
