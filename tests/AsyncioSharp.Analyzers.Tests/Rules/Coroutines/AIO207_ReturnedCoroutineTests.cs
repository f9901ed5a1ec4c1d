using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ReturnedCoroutineAnalyzer, AsyncioSharp.CodeFixes.ReturnedCoroutineFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ReturnedCoroutineTests
{
    private static Task Fix(string members, string replacement) => Verify.Fix(Snippet.Members(members), Snippet.Members(replacement));

    private static Task Unfixable(string members) => Verify.Unfixable(Snippet.Members(members));

    private static Task Silent(string members) => Verify.Silent(Snippet.Members(members));

    [Theory]
    [InlineData(
        "Coroutine M(IDisposable s) { using (s) return {|AIO207:F()|}; }",
        "async Coroutine M(IDisposable s) { using (s) { await F(); return; } }")]
    [InlineData(
        "Coroutine<int> M(IDisposable s) { using (s) { return {|AIO207:W(1)|}; } }",
        "async Coroutine<int> M(IDisposable s) { using (s) { return await W(1); } }")]
    [InlineData(
        "Coroutine<int> M() { using var s = new CancellationTokenSource(); Use(s); return {|AIO207:V()|}; }",
        "async Coroutine<int> M() { using var s = new CancellationTokenSource(); Use(s); return await V(); }")]
    [InlineData(
        "Coroutine<int> M() { using var s = new CancellationTokenSource(); var c = V(); return {|AIO207:c|}; }",
        "async Coroutine<int> M() { using var s = new CancellationTokenSource(); var c = V(); return await c; }")]
    [InlineData(
        "Coroutine<int> M(bool b) { if (b) { return V(); } using var s = new CancellationTokenSource(); return {|AIO207:b ? V() : W(1)|}; }",
        "async Coroutine<int> M(bool b) { if (b) { return await V(); } using var s = new CancellationTokenSource(); return await (b ? V() : W(1)); }")]
    public Task P42_D40_Using(string members, string replacement) => Fix(members, replacement);

    [Theory]
    [InlineData(
        "Coroutine M() { try { return {|AIO207:F()|}; } catch { return default; } }",
        "async Coroutine M() { try { await F(); return; } catch (Exception e) when (e is not OperationCanceledException) { return; } }")]
    [InlineData(
        "Coroutine<int> M() { try { return {|AIO207:V()|}; } catch (TimeoutException) { return W(1); } }",
        "async Coroutine<int> M() { try { return await V(); } catch (TimeoutException) { return await W(1); } }")]
    [InlineData(
        "Coroutine<int> M(string s) { try { return {|AIO207:W(int.Parse(s))|}; } catch (Exception) { return {|AIO207:V()|}; } finally { Use(s); } }",
        "async Coroutine<int> M(string s) { try { return await W(int.Parse(s)); } catch (Exception e) when (e is not OperationCanceledException) { return await V(); } finally { Use(s); } }")]
    public Task P42_D41_Try(string members, string replacement) => Fix(members, replacement);

    [Fact]
    public Task LambdasAndLocalFunctions() => Fix(
        """
        async Coroutine M(IDisposable s)
        {
            Coroutine<int> Local() { using (s) { return {|AIO207:V()|}; } }
            Func<Coroutine> f = () => { using (s) { return {|AIO207:F()|}; } };
            await f();
            await Local();
        }
        """,
        """
        async Coroutine M(IDisposable s)
        {
            async Coroutine<int> Local() { using (s) { return await V(); } }
            Func<Coroutine> f = async () => { using (s) { await F(); return; } };
            await f();
            await Local();
        }
        """);

    [Theory]
    [InlineData("Coroutine M() { lock (gate) { return {|AIO257:F()|}; } }")]
    [InlineData("Coroutine M(out int i) { i = 1; using var s = new CancellationTokenSource(); return {|AIO257:F()|}; }")]
    [InlineData("unsafe class U { Coroutine M(IDisposable s, Func<Coroutine> f) { using (s) { return {|AIO257:f()|}; } } }")]
    [InlineData("Coroutine<int> M(Coroutine<int>[] all) { using var s = new CancellationTokenSource(); if (s is null) { return new(); } return {|AIO257:V()|}; }")]
    public Task NoAwaitThere(string members) => Unfixable(members);

    [Theory]
    [InlineData("Coroutine M() => F();")]
    [InlineData("Coroutine<int> M() { using (new CancellationTokenSource()) { Use(1); } return V(); }")]
    [InlineData("Coroutine<int> M() { var c = V(); using var s = new CancellationTokenSource(); return default; }")]
    [InlineData("Coroutine M() { try { return Coroutine.Completed; } finally { Use(1); } }")]
    [InlineData("Coroutine M() { try { Use(1); } catch { return F(); } return F(); }")]
    [InlineData("async Coroutine<int> M(IDisposable s) { using (s) { return await V(); } }")]
    [InlineData("Task M(IDisposable s) { using (s) { return Task.Delay(1); } }")]
    [InlineData("Coroutine M(IDisposable s) { using (s) { Use((Func<Coroutine>)(() => F())); } return F(); }")]
    [InlineData("Coroutine<int> M(Coroutine<int> c, IDisposable s) { using (s) { return c; } }")]
    [InlineData("Coroutine<int> M(Queue<Coroutine<int>> q) { lock (gate) { return q.Dequeue(); } }")]
    [InlineData("Coroutine M() { using (ExecutionContext.SuppressFlow()) { return F(); } }")]
    [InlineData("Coroutine<int> M(string s) { try { return W(int.Parse(s)); } catch (FormatException) { return default; } }")]
    [InlineData("Coroutine<int> M(string s) { try { var i = int.Parse(s); return W(i); } catch (FormatException) { return V(); } }")]
    public Task NothingIsLeft(string members) => Silent(members);

    [Fact]
    public Task Message_NamesTheScope() => Verify.Says(
        Snippet.Members("Coroutine<int> M(IDisposable s) { using (s) { return {|#0:V()|}; } }"),
        "AIO207",
        "'V()' runs after the enclosing using has ended: make the function async, and write 'return await V()'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        Snippet.Members("Coroutine M() { lock (gate) { return {|#0:F()|}; } }"),
        "AIO257",
        "'F()' runs after the enclosing lock has ended, and 'await' is not allowed in a lock: await it there in an async function");
}
