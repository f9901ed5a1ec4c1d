using VerifyCounterpart = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;
using VerifyDispose = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.SyncDisposeAnalyzer, AsyncioSharp.CodeFixes.SyncDisposeFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>In a file that awaits with <c>ConfigureAwait(false)</c>, every await that a fix writes does so, whatever its form.</summary>
public sealed class ConventionTests
{
    private const string Session = "class Session : IDisposable, IAsyncDisposable { public void Dispose() { } public async ValueTask DisposeAsync() => await Task.Delay(1).ConfigureAwait(false); }\n";

    private static string In(string line, string function = "async Task M") => "#nullable enable annotations\nusing System.IO;\n" + Snippet.Members(
        Session + $"{function}(Session s, StreamReader r, Task t)\n{{\n{line}\n}}\nasync Task N(Task t) {{ await t.ConfigureAwait(false); await t.ConfigureAwait(false); }}");

    [Theory]
    [InlineData("foreach (var line in {|AIO103:File.ReadLines(\"a\")|}) { Use(line); }", "await foreach (var line in File.ReadLinesAsync(\"a\").ConfigureAwait(false)) { Use(line); }")]
    [InlineData("while (!{|AIO103:r.EndOfStream|}) { var line = r.ReadLine(); Use(line); }", "while (await r.ReadLineAsync().ConfigureAwait(false) is { } line) { Use(line); }")]
    [InlineData("Use({|AIO103:r.ReadToEnd()|}.Length);", "Use((await r.ReadToEndAsync().ConfigureAwait(false)).Length);")]
    public Task Counterpart(string line, string replacement) => VerifyCounterpart.Fix(In(line), In(replacement));

    [Theory]
    [InlineData("{|AIO107:using|} (new Session()) { Use(1); } await t.ConfigureAwait(false);", "await using (new Session().ConfigureAwait(false)) { Use(1); } await t.ConfigureAwait(false);")]
    public Task Using(string line, string replacement) => VerifyDispose.Fix(In(line), In(replacement));

    // The variable keeps its type, and one that is null is not disposed of.
    [Theory]
    [InlineData("{|AIO157:using|} var own = new Session(); await t.ConfigureAwait(false);")]
    [InlineData("{|AIO157:using|} (var own = new Session()) { await t.ConfigureAwait(false); }")]
    [InlineData("{|AIO157:using|} (s) { await t.ConfigureAwait(false); }")]
    public Task UsingThatHasToChangeByHand(string line) => VerifyDispose.Unfixable(In(line));

    [Fact]
    public Task Coroutine_StaysOnTheLoop() => VerifyDispose.Fix(
        In("{|AIO107:using|} var own = new Session(); await F();", "async Coroutine M"), In("await using var own = new Session(); await F();", "async Coroutine M"));
}
