using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class TokenNotForwardedTests
{
    private const string Callees =
        """
        async Coroutine Inner(CancellationToken c = default) => await F();
        async Coroutine Inner2(int a = 0, int b = 0, CancellationToken c = default) => await F();
        async Coroutine<int> O<T>(CancellationToken c = default) => await V();
        async Task N(int x, int y, CancellationToken c = default) => await F();
        Coroutine P(params int[] values) => default;
        Coroutine P(int[] values, CancellationToken c) => default;
        Coroutine Q(string text, params object[] values) => default;
        Coroutine Q(string text, object[] values, CancellationToken c) => default;
        Coroutine R(params IEnumerable<int> values) => default;
        Coroutine R(IEnumerable<int> values, CancellationToken c) => default;
        int Compute(int x) => x;
        int Compute(int x, CancellationToken c) => x;
        [Obsolete] Task Old(CancellationToken c) => Task.CompletedTask;
        Task Old() => Task.CompletedTask;
        Task Other(int x) => Task.CompletedTask;
        Task Other(string x, CancellationToken c) => Task.CompletedTask;
        async IAsyncEnumerable<int> Items([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken c = default) { await F(); yield return 1; }
        CancellationToken Make(CancellationToken c = default) => c;
        """;

    private static string In(string signature, string lines) =>
        Snippet.Members($"{signature}\n{{\n    {lines.Replace("\n", "\n    ")}\n}}\n{Callees}").Replace("class C\n", "static class Extensions { public static Task Foo(this string s) => Task.CompletedTask; public static Task Foo(this string s, CancellationToken c) => Task.CompletedTask; }\nclass Context { public CancellationToken Aborted { get; } public CancellationTokenSource Source; }\nclass C\n");

    private static string Code(string lines) => In("async Coroutine M(CancellationToken ct, Task t, System.IO.Stream s, List<int> xs)", lines);

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("await {|AIO506:Inner|}();", "await Inner(ct);")]
    [InlineData("await {|AIO506:Inner2|}(1, 2);", "await Inner2(1, 2, ct);")]
    [InlineData("await {|AIO506:Inner2|}(1);", "await Inner2(1, c: ct);")]
    [InlineData("await {|AIO506:Inner2|}(b: 1);", "await Inner2(b: 1, c: ct);")]
    [InlineData("await {|AIO506:Inner2|}(\n    1,\n    2 // two\n    );", "await Inner2(\n    1,\n    2, ct // two\n    );")]
    [InlineData("await {|AIO506:Inner2|}(1, /* b */ 2 /* end */);", "await Inner2(1, /* b */ 2 /* end */, ct);")]
    [InlineData("await this.{|AIO506:Inner|}(/* none */);", "await this.Inner(/* none */ct);")]
    [InlineData("await foreach (var i in {|AIO506:Items|}()) { }", "await foreach (var i in Items(ct)) { }")]
    [InlineData("var c = {|AIO506:Inner|}(); await c;", "var c = Inner(ct); await c;")]
    public Task OwnParameter(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("await s.{|AIO506:FlushAsync|}();", "await s.FlushAsync(ct);")]
    [InlineData("await s.{|AIO506:ReadAsync|}(new byte[1], 0, 1);", "await s.ReadAsync(new byte[1], 0, 1, ct);")]
    [InlineData("await Task.{|AIO506:Delay|}(1).ConfigureAwait(true);", "await Task.Delay(1, ct).ConfigureAwait(true);")]
    [InlineData("await new System.IO.StreamReader(s).{|AIO506:ReadLineAsync|}();", "await new System.IO.StreamReader(s).ReadLineAsync(ct);")]
    [InlineData("await \"a\".{|AIO506:Foo|}();", "await \"a\".Foo(ct);")]
    [InlineData("await Extensions.{|AIO506:Foo|}(\"a\");", "await Extensions.Foo(\"a\", ct);")]
    [InlineData("Use(s?.{|AIO506:FlushAsync|}()); await F();", "Use(s?.FlushAsync(ct)); await F();")]
    [InlineData("Use(x?.x?.{|AIO506:Inner|}()); await F();", "Use(x?.x?.Inner(ct)); await F();")]
    [InlineData("Use(x?.x.x?.{|AIO506:N|}(1, 2)?.ToString()); await F();", "Use(x?.x.x?.N(1, 2, ct)?.ToString()); await F();")]
    [InlineData("Use(x?.Use(s?.{|AIO506:FlushAsync|}())); await F();", "Use(x?.Use(s?.FlushAsync(ct))); await F();")]
    [InlineData("await s.{|AIO506:WriteAsync|}(await System.IO.File.{|AIO506:ReadAllBytesAsync|}(\"a\"));", "await s.WriteAsync(await System.IO.File.ReadAllBytesAsync(\"a\", ct), ct);")]
    [InlineData("await ((System.Net.Security.SslStream)s).{|AIO506:ReadAsync|}(new byte[1], 0, 1);", "await ((System.Net.Security.SslStream)s).ReadAsync(new byte[1], 0, 1, ct);")]
    [InlineData("await ((System.IO.FileStream)s).{|AIO506:FlushAsync|}();", "await ((System.IO.FileStream)s).FlushAsync(ct);")]
    public Task P44_Overload(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D12_TypeArgumentsStay() => Fix("await {|AIO506:O<int>|}();", "await O<int>(ct);");

    [Fact]
    public Task D16_OutOfOrder_IsNamed() => Fix("await {|AIO506:N|}(y: 2, x: 1);", "await N(y: 2, x: 1, c: ct);");

    [Theory]
    [InlineData("await {|AIO506:P|}(1, 2, 3);", "await P(new int[] { 1, 2, 3 }, c: ct);")]
    [InlineData("await {|AIO506:P|}();", "await P(new int[0], c: ct);")]
    [InlineData("await {|AIO506:P|}(new int[1]);", "await P(new int[1], ct);")]
    [InlineData("await {|AIO506:Q|}(\"a\", 1, \"b\");", "await Q(\"a\", new object[] { 1, \"b\" }, c: ct);")]
    public Task D17_ParamsBecomeAnArray(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("static Task L() { return Task.{|AIO556:Delay|}(1); }\nawait L();")]
    [InlineData("Func<Task> f = static async () => await Task.{|AIO556:Delay|}(1); await f();")]
    public Task D22_StaticFunction(string line) => Verify.Unfixable(Code(line.Replace("static Task L() { return Task.{|AIO556:Delay|}(1); }", "static async Task L() { await Task.{|AIO556:Delay|}(1); }")));

    [Theory]
    [InlineData("async Coroutine L() { await {|AIO506:Inner|}(); }\nawait L();", "async Coroutine L() { await Inner(ct); }\nawait L();")]
    [InlineData("async Coroutine L(CancellationToken own) { await {|AIO506:Inner|}(); }\nawait L(ct);", "async Coroutine L(CancellationToken own) { await Inner(own); }\nawait L(ct);")]
    public Task FunctionsInside(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("async Coroutine M(Context context)", "context.Aborted")]
    [InlineData("async Task M(Context context, int x)", "context.Aborted")]
    [InlineData("async Coroutine M(CancellationToken @event)", "@event")]
    public Task TokensOneLevelAway(string signature, string token) =>
        Verify.Fix(In(signature, "await {|AIO506:Inner|}();"), In(signature, $"await Inner({token});"));

    [Theory]
    [InlineData("async Coroutine M(CancellationToken a, CancellationToken b)", "await {|AIO556:Inner|}();")]
    [InlineData("async Coroutine M(CancellationToken ct)", "using var own = CancellationTokenSource.CreateLinkedTokenSource(ct); await {|AIO556:Inner|}();")]
    [InlineData("async Coroutine M(CancellationToken ct)", "await {|AIO556:R|}(1, 2);")]
    [InlineData("async Coroutine M(CancellationToken ct)", "await {|AIO556:Inner2|}(\n#if A\n1\n#else\n2\n#endif\n);")]
    [InlineData("CancellationToken stop; async Task M()", "await {|AIO556:Inner|}();")]
    [InlineData("CancellationToken Stop => default; async Task M()", "await {|AIO556:Inner|}();")]
    public Task MoreHasToChange(string signature, string line) => Verify.Unfixable(In(signature, line));

    [Theory]
    [InlineData("await Inner(ct);")]
    [InlineData("await Inner(default);")]
    [InlineData("await Inner(CancellationToken.None);")]
    [InlineData("await Inner(c: default);")]
    public Task N67_ExplicitTokens(string line) => Silent(line);

    [Theory]
    [InlineData("async Coroutine M(OperationCanceledException e)")]
    [InlineData("async Coroutine M(CancellationTokenRegistration r)")]
    [InlineData("async Coroutine M(LoopTask task)")]
    [InlineData("CancellationToken stop; async Coroutine M()")]
    [InlineData("CancellationToken stop; static async Task M(C c)")]
    [InlineData("static CancellationToken Stop; async Task M()")]
    [InlineData("class Base { private CancellationToken stop; protected void G() => stop = default; } class D : Base { async Task M() => await Task.Delay(1); }\nasync Task M()")]
    public Task N67_TokensThatBelongToOthers(string signature) => Verify.Silent(In(signature, "await new C().Inner();").Replace("C c)", "Task c)"));

    [Theory]
    [InlineData("Use(Make()); await F();")]
    [InlineData("using var r = ct.Register(() => Compute(1)); await F();")]
    [InlineData("Use(Compute(1)); await F();")]
    [InlineData("await Other(1);")]
    [InlineData("await Old();")]
    public Task N66_OtherOverloads(string line) => Silent(line);

    [Theory]
    [InlineData("try { await F(); } finally { await Inner(); }")]
    [InlineData("try { await F(); } catch (OperationCanceledException) { await Inner(); throw; }")]
    [InlineData("try { await F(); } catch { await Inner(); throw; }")]
    [InlineData("try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { await Inner(); }")]
    [InlineData("try { await F(); } catch (Exception e) when (!(e is OperationCanceledException)) { await Inner(); }")]
    [InlineData("try { await F(); } catch (OperationCanceledException) { } await Inner();")]
    [InlineData("while (!ct.IsCancellationRequested) { await F(); } await Inner();")]
    [InlineData("if (ct.IsCancellationRequested) { await Inner(); }")]
    public Task N68_Cleanup(string line) => Silent(line);

    [Fact]
    public Task N68_DisposeAsync() => Verify.Silent(In("CancellationToken stop; async ValueTask DisposeAsync()", "await Inner();"));

    [Theory]
    [InlineData("try { await F(); } catch (InvalidOperationException) { await {|AIO506:Inner|}(); }", "try { await F(); } catch (InvalidOperationException) { await Inner(ct); }")]
    [InlineData("if (!ct.IsCancellationRequested) await {|AIO506:Inner|}();", "if (!ct.IsCancellationRequested) await Inner(ct);")]
    public Task NoCleanup(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("await Task.Run(() => 1);")]
    [InlineData("await Task.Run(async () => await Inner());")]
    [InlineData("await t.ContinueWith(_ => { });")]
    [InlineData("await Task.Delay(1).WaitAsync(ct);")]
    [InlineData("await foreach (var i in Items().WithCancellation(ct)) { }")]
    [InlineData("await Task.WhenAny(t, Task.Delay(1));")]
    [InlineData("await Task.WhenAll(t, Task.Delay(1));")]
    [InlineData("await new System.IO.MemoryStream().FlushAsync();")]
    [InlineData("Expression<Func<Task>> e = () => Task.Delay(1); await F();")]
    [InlineData("await F();")]
    public Task WhatNeedsNoToken(string line) => Silent(line);

    [Fact]
    public async Task OverloadThatCallsTheOther_IsSilent()
    {
        await Verify.Silent(Snippet.Members("Task G() => Task.CompletedTask;\nasync Task G(CancellationToken ct) { await G(); }"));
        await Verify.Fix(
            Snippet.Members("async Task G(int depth, CancellationToken ct = default) { await {|AIO506:G|}(depth - 1); }"),
            Snippet.Members("async Task G(int depth, CancellationToken ct = default) { await G(depth - 1, ct); }"));
    }

    [Theory]
    [InlineData("Task G() => Task.CompletedTask; Task G(CancellationToken ct) => G(); async Task M(CancellationToken _) { await G(); }")]
    [InlineData("Task G() => Task.CompletedTask; Task G(CancellationToken ct) => G(); Func<int, CancellationToken, Task> M() => async (n, _) => await G();")]
    [InlineData("Task G() => Task.CompletedTask; Task G(CancellationToken ct) => G(); Func<int, CancellationToken, Task> M() => async (_, _) => await G();")]
    [InlineData("Task G() => Task.CompletedTask; Task G(CancellationToken ct) => G(); Func<CancellationToken, Task> M(CancellationToken outer) => async _ => await G();")]
    public Task DiscardedToken_IsSilent(string members) => Verify.Silent(Snippet.Members(members));

    [Fact]
    public Task SynchronousCode_IsSilent() => Verify.Silent(In("void M(CancellationToken ct)", "Use(Inner());"));

    [Fact]
    public Task Message_NamesTheCall() => Verify.Says(
        Code("await s.{|#0:FlushAsync|}();"), "AIO506", "'Stream.FlushAsync' ignores cancellation of 'ct': write 's.FlushAsync(ct)'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("async Coroutine M(CancellationToken a, CancellationToken b)", "await {|#0:Inner|}();"), "AIO556", "'C.Inner' accepts a cancellation token: 'a' could be passed, but so could 'b'");

    [Theory]
    [InlineData("while (!ct.IsCancellationRequested) { await {|AIO556:Inner|}(); }")]
    [InlineData("await {|AIO556:Inner|}(); if (ct.IsCancellationRequested) { return; }")]
    [InlineData("while (true) { if (ct.IsCancellationRequested) { break; } await {|AIO556:Inner|}(); }")]
    public Task WhoAsksForTheCancellation_EndsInGoodOrder(string lines) => Verify.Unfixable(In("async Task M(CancellationToken ct)", lines));

    [Fact]
    public Task WhoAsksAnotherToken_PassesItsOwn() => Verify.Fix(
        In("CancellationToken stop; async Task M(CancellationToken ct)", "if (stop.IsCancellationRequested) { return; } await {|AIO506:Inner|}();"),
        In("CancellationToken stop; async Task M(CancellationToken ct)", "if (stop.IsCancellationRequested) { return; } await Inner(ct);"));

    [Fact]
    public Task TestsAreEndedByTheirFramework() => Verify.Silent(Snippet.File(
        "namespace Xunit { class FactAttribute : Attribute { } }\nclass C\n{\n    CancellationToken stop;\n    [Xunit.Fact] async Task M() { await Task.Delay(1); await Task.Delay(1, stop); }\n}"));
}
