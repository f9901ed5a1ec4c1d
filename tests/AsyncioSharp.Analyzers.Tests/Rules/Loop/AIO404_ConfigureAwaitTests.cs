using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ConfigureAwaitAnalyzer, AsyncioSharp.CodeFixes.ConfigureAwaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ConfigureAwaitTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line), Snippet.Coroutine(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("await {|AIO404:t.ConfigureAwait(false)|};", "await t;")]
    [InlineData("Use(await {|AIO404:Task.FromResult(1).ConfigureAwait(continueOnCapturedContext: false)|});", "Use(await Task.FromResult(1));")]
    [InlineData("await {|AIO404:(xs is null ? t : t).ConfigureAwait(false)|};", "await (xs is null ? t : t);")]
    [InlineData("await ({|AIO404:new ValueTask(t).ConfigureAwait(false)|});", "await (new ValueTask(t));")]
    [InlineData("await {|AIO404:t.ConfigureAwait(ConfigureAwaitOptions.None)|};", "await t;")]
    [InlineData("await {|AIO404:(await {|AIO404:Task.FromResult(t).ConfigureAwait(false)|}).ConfigureAwait(false)|};", "await (await Task.FromResult(t));")]
    [InlineData("Func<Coroutine> f = async () => await {|AIO404:t.ConfigureAwait(false)|}; await t;", "Func<Coroutine> f = async () => await t; await t;")]
    public Task P32_FixRemovesTheCall(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("await {|AIO404:t.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)|};", "await t.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);")]
    public Task OtherOptions_Stay(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("IAsyncEnumerable<int> e = null; await foreach (var i in {|AIO404:e.ConfigureAwait(false)|}) { Use(i); }", "IAsyncEnumerable<int> e = null; await foreach (var i in e) { Use(i); }")]
    [InlineData("IAsyncDisposable a = null; await using ({|AIO404:a.ConfigureAwait(false)|}) { }", "IAsyncDisposable a = null; await using (a) { }")]
    public Task ForEachAndUsing(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D14_CommentsStay() => Fix(
        "/* a */ await /* b */ {|AIO404:t /* c */ .ConfigureAwait( /* d */ false)|} /* e */; // f",
        "/* a */ await /* b */ t /* c */ /* d */ /* e */; // f");

    [Fact]
    public Task Chain_KeepsItsLines() => Fix(
        "await {|AIO404:Task\n    .Delay(1)\n    .ConfigureAwait(false)|};",
        "await Task\n    .Delay(1);");

    [Fact]
    public Task AsyncLocalFunctionCalledFromACoroutine_LeavesTheLoop() => Fix(
        "async Task L() { await {|AIO404:t.ConfigureAwait(false)|}; } await L();", "async Task L() { await t; } await L();");

    [Theory]
    [InlineData("var c = {|AIO454:t.ConfigureAwait(false)|}; await c;")]
    [InlineData("IAsyncDisposable a = null; await using var b = {|AIO454:a.ConfigureAwait(false)|};")]
    [InlineData("await {|AIO454:t.ConfigureAwait(\n#if A\nfalse\n#else\nfalse\n#endif\n)|};")]
    [InlineData("var c = t?{|AIO454:.ConfigureAwait(false)|}; await t;")]
    public Task MoreHasToChange(string line) => Unfixable(line);

    [Theory]
    [InlineData("await t.ConfigureAwait(true);")]
    [InlineData("await t.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);")]
    [InlineData("await t.ConfigureAwait(xs.Count > 0);")]
    public Task N69_StaysOnTheLoop(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.Run(async () => await t.ConfigureAwait(false));")]
    [InlineData("await Task.Run(async Coroutine () => await t.ConfigureAwait(false));")]
    [InlineData("Func<Task> f = async () => await t.ConfigureAwait(false);")]
    public Task NotSurelyOnTheLoop(string line) => Silent(line);

    [Fact]
    public Task B11_WaitedFor_IsSilent() => Silent("t.ConfigureAwait(false).GetAwaiter().GetResult();");

    [Fact]
    public Task PlainAsyncMethod_IsSilent() => Verify.Silent(Snippet.AsyncTask("await t.ConfigureAwait(false);"));

    [Fact]
    public Task Message_NamesTheRest() => Verify.Says(
        Snippet.Coroutine("await {|#0:Task.Delay(1).ConfigureAwait(false)|};"),
        "AIO404",
        "'ConfigureAwait' has no effect in a coroutine, and in any other function it leaves the event loop: write 'Task.Delay(1)'");

    [Fact]
    public Task UnfixableMessage_NamesTheTask() => Verify.Says(
        Snippet.Coroutine("var c = {|#0:t.ConfigureAwait(false)|}; await c;"),
        "AIO454",
        "'ConfigureAwait' has no effect in a coroutine, and in any other function it leaves the event loop: use 't' directly");
}
