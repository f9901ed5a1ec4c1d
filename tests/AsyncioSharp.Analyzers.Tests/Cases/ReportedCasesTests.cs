using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Lost calls that were found in released libraries, by their number in the catalogue: who reports them when all rules look.</summary>
public sealed class ReportedCasesTests
{
    // In async code the compiler says it for tasks; we leave its warning alone.
    [Theory]
    [InlineData("P90", "CS4014", "async Coroutine M(Stream s) { s.FlushAsync(); await s.WriteAsync(default); }")]
    [InlineData("P90", "CS4014", "async Coroutine M(Stream s) { while (true) { try { await s.WriteAsync(default); } catch (IOException) { Task.Delay(50); } } }")]
    [InlineData("P90", "CS4014", "async Coroutine M(Stream s) { s.FlushAsync().ConfigureAwait(false); await s.WriteAsync(default); }")]
    [InlineData("P90", "AIO201", "async Coroutine M(AsyncEvent e) { while (true) { await e.WaitAsync(); Asyncio.Sleep(0.05); } }")]
    [InlineData("P91", "AIO251", "void Test(IJob job) { Action act = () => job.Execute(); NotThrow(act); }")]
    public async Task LostCalls(string number, string id, string member)
    {
        var source =
            $$"""
            using System;
            using System.IO;
            using System.Threading.Tasks;
            using AsyncioSharp;

            class C
            {
                interface IJob { Coroutine Execute(); }
                {{member}}
                static void NotThrow(Action action) => action();
            }
            """;
        var diagnostics = await RuleCatalog.AnalyzeAsync(source);
        Assert.DoesNotContain(diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains($"{number} {id}", diagnostics.Where(d => !d.IsSuppressed).Select(d => $"{number} {d.Id}"));
    }
}
