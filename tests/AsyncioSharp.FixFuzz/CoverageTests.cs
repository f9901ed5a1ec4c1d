using AsyncioSharp.Analyzers.Tests;

namespace AsyncioSharp.FixFuzz;

/// <summary>The fuzzer proves nothing about a fix that no program needs.</summary>
public sealed class CoverageTests
{
    // The programs have neither an entry point nor a host.
    private static readonly string[] Missing = ["AIO405"];

    [Fact]
    public async Task EveryFixableId_IsReportedInAProgramOfSomeKind()
    {
        var programs = Kinds.All.Select(static (kind, seed) => Generator.Create(seed, kind));
        var report = await FuzzReport.OfAsync(await FuzzProject.OpenAsync(new FuzzBatch(0, [.. programs])));
        Assert.Equal(Missing, RuleCatalog.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).Except(report.FixableIds).Order());
    }
}
