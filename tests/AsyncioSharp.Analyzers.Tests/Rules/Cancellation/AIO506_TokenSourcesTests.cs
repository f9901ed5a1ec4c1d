using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO506 where the token, the call or the function has an unusual shape.</summary>
public sealed class TokenSourcesTests
{
    private const string Callees =
        """
        class Api
        {
            public Task A(string text) => Task.CompletedTask;
            public Task A(string text, CancellationToken token) => Task.CompletedTask;
            public Task Maybe(string text, CancellationToken? token = null) => Task.CompletedTask;
            public Task Inside(string text, Action done) => Task.CompletedTask;
            public Task Inside(string text, CancellationToken token, Action done) => Task.CompletedTask;
            public IAsyncEnumerable<int> Items(CancellationToken token = default) => null;
        }
        """;

    private static string In(string members) => Snippet.File(Callees + "\nclass P\n{\n    Api api = new();\n" + members + "\n}");

    private static Task Fix(string members, string replacement) => Verify.Fix(In(members), In(replacement));

    private static Task Silent(string members) => Verify.Silent(In(members));

    // The calls before a second token exists can only take the first.
    [Theory]
    [InlineData("using var linked = CancellationTokenSource.CreateLinkedTokenSource(token);")]
    [InlineData("var other = new CancellationTokenSource().Token;")]
    [InlineData("Make(out var other);")]
    [InlineData("foreach (CancellationToken other in new CancellationToken[1]) { }")]
    [InlineData("if (token.CanBeCanceled) { var other = token; }")]
    public async Task ATokenThatIsDeclaredLater(string later)
    {
        const string make = "\nvoid Make(out CancellationToken made) => made = default;";
        await Fix(
            "async Task M(CancellationToken token) { await api.{|AIO506:A|}(\"x\"); " + later + " }" + make,
            "async Task M(CancellationToken token) { await api.A(\"x\", token); " + later + " }" + make);
        await Fix(
            "async Task M(CancellationToken token) { while (true) { await api.{|AIO506:A|}(\"x\"); " + later + " } }" + make,
            "async Task M(CancellationToken token) { while (true) { await api.A(\"x\", token); " + later + " } }" + make);
    }

    [Theory]
    [InlineData("using var linked = CancellationTokenSource.CreateLinkedTokenSource(token);")]
    [InlineData("var other = new CancellationTokenSource().Token;")]
    public Task ATokenThatIsDeclaredBefore(string before) =>
        Verify.Unfixable(In("async Task M(CancellationToken token) { " + before + " await api.{|AIO556:A|}(\"x\"); }"));

    [Theory]
    [InlineData("Task M(CancellationToken token) => api.{|AIO506:A|}(\"x\");", "Task M(CancellationToken token) => api.A(\"x\", token);")]
    [InlineData("Task M(CancellationToken token) { return api.{|AIO506:A|}(\"x\"); }", "Task M(CancellationToken token) { return api.A(\"x\", token); }")]
    [InlineData("Task M(bool b, CancellationToken token) => b ? api.{|AIO506:A|}(\"x\") : Task.CompletedTask;", "Task M(bool b, CancellationToken token) => b ? api.A(\"x\", token) : Task.CompletedTask;")]
    [InlineData("Task M(int k, CancellationToken token) => k switch { 1 => api.{|AIO506:A|}(\"x\"), _ => Task.CompletedTask };", "Task M(int k, CancellationToken token) => k switch { 1 => api.A(\"x\", token), _ => Task.CompletedTask };")]
    [InlineData("Task M(CancellationToken token) => Task.WhenAll(api.{|AIO506:A|}(\"x\"), api.{|AIO506:A|}(\"y\"));", "Task M(CancellationToken token) => Task.WhenAll(api.A(\"x\", token), api.A(\"y\", token));")]
    [InlineData("void M(CancellationToken token) { Func<Task> f = () => api.{|AIO506:A|}(\"x\"); }", "void M(CancellationToken token) { Func<Task> f = () => api.A(\"x\", token); }")]
    [InlineData("Func<CancellationToken, Task> f = token => new Api().{|AIO506:A|}(\"x\");", "Func<CancellationToken, Task> f = token => new Api().A(\"x\", token);")]
    [InlineData("IAsyncEnumerable<int> M(CancellationToken token) => api.{|AIO506:Items|}();", "IAsyncEnumerable<int> M(CancellationToken token) => api.Items(token);")]
    public Task AFunctionThatReturnsTheTask(string members, string replacement) => Fix(members, replacement);

    // Only its caller can wait for a task that it returns; what it starts otherwise may outlive it.
    [Theory]
    [InlineData("Task kept; Task M(CancellationToken token) { kept = api.A(\"x\"); return Task.CompletedTask; }")]
    [InlineData("Task M(CancellationToken token) { api.A(\"x\"); return Task.CompletedTask; }")]
    [InlineData("Task M() => api.A(\"x\");")]
    [InlineData("Task M(CancellationToken token) => api.A(\"x\", token);")]
    [InlineData("Task M(CancellationToken token) => Task.Run(() => api.A(\"x\"));")]
    [InlineData("void M(CancellationToken token) { Expression<Func<Task>> f = () => api.A(\"x\"); }")]
    [InlineData("CancellationToken stop; Task M() => api.A(\"x\");")]
    public Task AFunctionThatStartsTheTask_IsSilent(string members) => Silent(members);

    [Theory]
    [InlineData("async Task M(CancellationToken token) { await api.{|AIO506:Maybe|}(\"x\"); }", "async Task M(CancellationToken token) { await api.Maybe(\"x\", token); }")]
    [InlineData("async Task M(CancellationToken token) { await api.{|AIO506:Inside|}(\"x\", /* done */ () => { }); }", "async Task M(CancellationToken token) { await api.Inside(\"x\", /* done */ token, () => { }); }")]
    [InlineData("async Task M(int[] xs, CancellationToken token) { await Parallel.{|AIO506:ForEachAsync|}(xs, async (x, t) => await api.A(\"x\", t)); }", "async Task M(int[] xs, CancellationToken token) { await Parallel.ForEachAsync(xs, token, async (x, t) => await api.A(\"x\", t)); }")]
    [InlineData("async Task M(int[] xs) { await Parallel.ForEachAsync(xs, async (x, t) => await api.{|AIO506:A|}(\"x\")); }", "async Task M(int[] xs) { await Parallel.ForEachAsync(xs, async (x, t) => await api.A(\"x\", t)); }")]
    public Task WhereTheCallTakesTheToken(string members, string replacement) => Fix(members, replacement);

    [Theory]
    [InlineData("async Task M(CancellationToken token) { await api.Maybe(\"x\", null); await api.Maybe(\"x\", token); }")]
    [InlineData("async Task M(int[] xs, CancellationToken token) { await Parallel.ForEachAsync(xs, token, async (x, t) => await api.A(\"x\", t)); }")]
    [InlineData("async Task M(CancellationToken token) { await Task.Run(async () => await api.A(\"x\")); }")]
    public Task WhereTheCallHasOne(string members) => Silent(members);

    // Whoever holds the source decides what it cancels.
    [Theory]
    [InlineData("async Task M(CancellationTokenSource source) { await api.{|AIO556:A|}(\"x\"); }")]
    [InlineData("async Task M(CancellationTokenSource source) { await api.{|AIO556:A|}(\"x\"); await api.A(\"x\", source.Token); }")]
    [InlineData("CancellationTokenSource source = new(); async Task M() { await api.{|AIO556:A|}(\"x\"); }")]
    public Task ASource(string members) => Verify.Unfixable(In(members));

    [Theory]
    [InlineData("CancellationToken token", "token.CanBeCanceled")]
    [InlineData("CancellationTokenSource source", "source.Token.CanBeCanceled")]
    public Task APrimaryConstructor(string parameter, string use) =>
        Verify.Unfixable(Snippet.File(Callees + "\nclass P(Api api, " + parameter + ")\n{\n    public bool CanEnd => " + use + ";\n    public async Task M() { await api.{|AIO556:A|}(\"x\"); }\n}"));

    [Theory]
    [InlineData("async Task M(CancellationTokenSource source) { await api.A(\"x\"); source.Cancel(); }")]
    [InlineData("async Task M(CancellationTokenSource source) { source.CancelAfter(1); await api.A(\"x\"); }")]
    [InlineData("CancellationTokenSource source = new(); async Task M() { await api.A(\"x\"); await source.CancelAsync(); }")]
    [InlineData("CancellationTokenSource source; async Task M() { source = new(); await api.A(\"x\"); }")]
    [InlineData("static CancellationTokenSource source = new(); async Task M() { await api.A(\"x\"); }")]
    [InlineData("CancellationTokenSource source = new(); async Coroutine M() { await api.A(\"x\"); }")]
    public Task ASourceThatTheFunctionManages_IsSilent(string members) => Silent(members);

    [Theory]
    [InlineData("async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in {|AIO506:xs|}) { } }", "async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in xs.WithCancellation(token)) { } }")]
    [InlineData("async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in {|AIO506:xs|}.ConfigureAwait(false)) { } }", "async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in xs.WithCancellation(token).ConfigureAwait(false)) { } }")]
    [InlineData("IAsyncEnumerable<int> xs; async Task M(CancellationToken token) { await foreach (var x in {|AIO506:this.xs|}) { } }", "IAsyncEnumerable<int> xs; async Task M(CancellationToken token) { await foreach (var x in this.xs.WithCancellation(token)) { } }")]
    [InlineData("async Coroutine M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in {|AIO506:xs|}) { } }", "async Coroutine M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in xs.WithCancellation(token)) { } }")]
    public Task AsyncLoop(string members, string replacement) => Fix(members, replacement);

    [Fact]
    public Task AsyncLoop_WithTheTokenOfTheObject() => Verify.Unfixable(
        In("CancellationToken stop; async Task M(IAsyncEnumerable<int> xs) { await foreach (var x in {|AIO556:xs|}) { } }"));

    // The sequence has a token, or would ignore it.
    [Theory]
    [InlineData("async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in xs.WithCancellation(token)) { } }")]
    [InlineData("async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in xs.WithCancellation(token).ConfigureAwait(false)) { } }")]
    [InlineData("async Task M(CancellationToken token) { await foreach (var x in api.Items(token)) { } }")]
    [InlineData("async Task M(CancellationToken token) { await foreach (var x in api.Items(default)) { } }")]
    [InlineData("async IAsyncEnumerable<int> Own() { await Task.Yield(); yield return 1; } async Task M(CancellationToken token) { await foreach (var x in Own()) { } }")]
    [InlineData("async Task M(IAsyncEnumerable<int> xs) { await foreach (var x in xs) { } }")]
    [InlineData("async Task M(int[] xs, CancellationToken token) { await Task.Delay(1, token); foreach (var x in xs) { } }")]
    public Task AsyncLoopThatNeedsNone(string members) => Silent(members);

    [Fact]
    public Task AsyncLoop_Message() => Verify.Says(
        In("async Task M(IAsyncEnumerable<int> xs, CancellationToken token) { await foreach (var x in {|#0:xs|}) { } }"),
        "AIO506", "'xs' ignores cancellation of 'token': write 'xs.WithCancellation(token)'");

    // The token of an object is canceled at its end, and these calls come after that.
    [Fact]
    public Task LastCallsOfAnObject() => Silent(
        "CancellationTokenSource _stop = new(); async Task Run() { await CloseAsync(); await DisconnectAsync(1); await StopAsync(); }\n" +
        "Task CloseAsync(CancellationToken token = default) => null; Task DisconnectAsync(int x, CancellationToken token = default) => null; Task StopAsync(CancellationToken token = default) => null;");

    [Fact]
    public Task OtherCallsOfAnObject() => Verify.Unfixable(In(
        "CancellationTokenSource _stop = new(); async Task Run() { await {|AIO556:ConnectAsync|}(); }\nTask ConnectAsync(CancellationToken token = default) => null;"));
}
