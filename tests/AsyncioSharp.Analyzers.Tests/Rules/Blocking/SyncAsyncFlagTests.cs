namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The synchronous branch of code that can do both: no rule about blocking calls reports it, whichever call it is.</summary>
public sealed class SyncAsyncFlagTests
{
    // AIO101 to AIO107, one each.
    public static TheoryData<string> Blocking =>
    [
        "Thread.Sleep(1);",
        "t.Wait();",
        "s.Read(b, 0, 1);",
        "gate.Wait();",
        "Console.ReadLine();",
        "Helper();",
        "using (new FileStream(\"a\", FileMode.Open)) { }",
    ];

    [Theory]
    [MemberData(nameof(Blocking))]
    public async Task SynchronousBranch_IsSilent(string call)
    {
        await AssertReported(0, $"if (async) {{ await F(); }} else {{ {call} }}");
        await AssertReported(0, $"if (!async) {{ {call} return; }} await F();");
        await AssertReported(0, $"if (async == false) {{ {call} }} else await F();");
    }

    // The other branch awaits nothing: the flag is about something else.
    [Theory]
    [MemberData(nameof(Blocking))]
    public async Task OtherBranch_IsReported(string call) => await AssertReported(1, $"if (async) {{ {call} }} else {{ Console.Write(1); }} await F();");

    // What the asynchronous form needs may be missing.
    [Theory]
    [InlineData(0, "if (t != null) { await s.ReadAsync(b, 0, 1); return; } s.Read(b, 0, 1); await F();")]
    [InlineData(0, "if (t is null) { s.Read(b, 0, 1); } else { await s.ReadAsync(b, 0, 1); }")]
    [InlineData(0, "var n = t is not null ? await s.ReadAsync(b, 0, 1) : s.Read(b, 0, 1);")]
    [InlineData(0, "if (async && t != null) { await s.ReadAsync(b, 0, 1); return; } if (gate != null) { s.Read(b, 0, 1); } await F();")]
    [InlineData(1, "if (t != null) { await t; return; } s.Read(b, 0, 1); await F();")]
    [InlineData(1, "if (t != null) { await s.ReadAsync(b, 0, 1); } s.Read(b, 0, 1);")]
    [InlineData(1, "if (b.Length != 1) { await s.ReadAsync(b, 0, 1); return; } s.Read(b, 0, 1);")]
    public async Task TestForNull_SelectsTheMode(int count, string body) => await AssertReported(count, body);

    private static async Task AssertReported(int count, string body)
    {
        var source = Snippet.File(
            $$"""
            class C
            {
                static Coroutine F() => Asyncio.Sleep(1);
                static void Helper() => Thread.Sleep(1);
                static async Coroutine M(bool async, Task t, System.IO.Stream s, byte[] b, ManualResetEventSlim gate)
                {
                    {{body.Replace("FileStream", "System.IO.FileStream").Replace("FileMode", "System.IO.FileMode")}}
                }
            }
            """);
        var diagnostics = await RuleCatalog.AnalyzeAsync(source);
        Assert.Empty(diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        Assert.Equal(count, diagnostics.Count(d => d.Id.StartsWith("AIO1", StringComparison.Ordinal)));
    }
}
