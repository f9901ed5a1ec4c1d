using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class BlockingSleepTests
{
    [Theory]
    [InlineData("Thread.Sleep(100)", "await Asyncio.Sleep(TimeSpan.FromMilliseconds(100))")]
    [InlineData("Thread.Sleep(0)", "await Asyncio.Sleep(TimeSpan.Zero)")]
    [InlineData("Thread.Sleep(d)", "await Asyncio.Sleep(d)")]
    [InlineData("Thread.Sleep(xs.Count * 2)", "await Asyncio.Sleep(TimeSpan.FromMilliseconds(xs.Count * 2))")]
    [InlineData("System.Threading.Thread.Sleep(timeout: TimeSpan.FromSeconds(1))", "await Asyncio.Sleep(TimeSpan.FromSeconds(1))")]
    public Task InCoroutine_FixSleepsOnTheLoop(string sleep, string replacement) => Verify.Fix(
        Snippet.Coroutine($"{{|AIO101:{sleep}|}};"), Snippet.Coroutine($"{replacement};"));

    [Theory]
    [InlineData("Thread.Sleep(100)", "await Task.Delay(100)")]
    [InlineData("Thread.Sleep(Timeout.Infinite)", "await Task.Delay(Timeout.Infinite)")]
    [InlineData("Thread.Sleep(0)", "await Task.Yield()")]
    [InlineData("Thread.Sleep(d)", "await Task.Delay(d)")]
    public Task InPlainAsyncMethod_FixDelays(string sleep, string replacement) => Verify.Fix(
        Snippet.AsyncTask($"{{|AIO101:{sleep}|}};"), Snippet.AsyncTask($"{replacement};"));

    [Theory]
    [InlineData("async ValueTask M()", "await Task.Delay(1)")]
    [InlineData("async void M()", "await Task.Delay(1)")]
    [InlineData("async Task<int> M()", "await Task.Delay(1)")]
    [InlineData("async Coroutine<int> M()", "await Asyncio.Sleep(TimeSpan.FromMilliseconds(1))")]
    public Task AnyAsyncFunction_IsFixed(string signature, string replacement)
    {
        var end = signature.Contains('<') ? " return 1;" : "";
        return Verify.Fix(
            Snippet.Members($"{signature} {{ {{|AIO101:Thread.Sleep(1)|}};{end} }}"),
            Snippet.Members($"{signature} {{ {replacement};{end} }}"));
    }

    [Fact]
    public Task AsyncIterator_FixDelays() => Verify.Fix(
        Snippet.Members("async IAsyncEnumerable<int> M() { {|AIO101:Thread.Sleep(1)|}; yield return 1; }"),
        Snippet.Members("async IAsyncEnumerable<int> M() { await Task.Delay(1); yield return 1; }"));

    [Fact]
    public Task NestedAsyncFunctions_EachHasItsOwnForm() => Verify.Fix(
        Snippet.Sync(
            """
            Func<Coroutine> a = async () => {|AIO101:Thread.Sleep(1)|};
            Func<Task> b = async () => {|AIO101:Thread.Sleep(2)|};
            async Coroutine L() { {|AIO101:Thread.Sleep(3)|}; }
            """),
        Snippet.Sync(
            """
            Func<Coroutine> a = async () => await Asyncio.Sleep(TimeSpan.FromMilliseconds(1));
            Func<Task> b = async () => await Task.Delay(2);
            async Coroutine L() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(3)); }
            """));

    [Fact]
    public Task LegalPlaces_AreFixed() => Verify.Fix(
        Snippet.Coroutine(
            """
            try { {|AIO101:Thread.Sleep(1)|}; } catch (Exception) { {|AIO101:Thread.Sleep(2)|}; } finally { {|AIO101:Thread.Sleep(3)|}; }
            for (; xs.Count > 0; {|AIO101:Thread.Sleep(5)|}) { }
            if (xs.Count > 0) {|AIO101:Thread.Sleep(6)|}; else {|AIO101:Thread.Sleep(7)|};
            lock (gate) { Func<Coroutine> f = async () => {|AIO101:Thread.Sleep(8)|}; }
            """),
        Snippet.Coroutine(
            """
            try { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); } catch (Exception e) when (e is not OperationCanceledException) { await Asyncio.Sleep(TimeSpan.FromMilliseconds(2)); } finally { await Asyncio.Sleep(TimeSpan.FromMilliseconds(3)); }
            for (; xs.Count > 0; await Asyncio.Sleep(TimeSpan.FromMilliseconds(5))) { }
            if (xs.Count > 0) await Asyncio.Sleep(TimeSpan.FromMilliseconds(6)); else await Asyncio.Sleep(TimeSpan.FromMilliseconds(7));
            lock (gate) { Func<Coroutine> f = async () => await Asyncio.Sleep(TimeSpan.FromMilliseconds(8)); }
            """));

    [Fact]
    public Task Messages_NameTheReplacement() => Verify.Says(
        Snippet.Coroutine("{|#0:Thread.Sleep(100)|};"),
        "AIO101",
        "'Thread.Sleep' blocks the event loop: use 'await Asyncio.Sleep(TimeSpan.FromMilliseconds(100))'");

    [Fact]
    public Task UnfixableMessage_NamesTheObstacle() => Verify.Says(
        Snippet.Coroutine("lock (gate) { {|#0:Thread.Sleep(d)|}; }"),
        "AIO151",
        "'Thread.Sleep' blocks the event loop, and 'await' is not allowed in a lock: move 'await Asyncio.Sleep(d)' out of it");

    [Fact]
    public Task EndlessSleepInCoroutine_HasNoForm() => Verify.Unfixable(Snippet.Coroutine("{|AIO151:Thread.Sleep(Timeout.Infinite)|};"));

    [Fact]
    public Task OtherSleeps_AreSilent() => Verify.Silent(
        Snippet.Members("static void Sleep(int n) { } async Coroutine M() { Sleep(1); Action<int> a = Thread.Sleep; Use(nameof(Thread.Sleep)); await F(); }"));

    [Fact]
    public Task ScopeLoop_NarrowsToLoopCode()
    {
        var test = Verify.Create(Snippet.Members("async Task M() { Thread.Sleep(1); await F(); } async Coroutine N() { {|AIO101:Thread.Sleep(1)|}; }"));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nasyncio.scope = loop\n"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("xs.ForEach({|AIO151:Thread.Sleep|});")]
    [InlineData("Action<int> sleep = {|AIO151:Thread.Sleep|}; sleep(1);")]
    public Task MethodGroup(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    [Fact]
    public Task MethodGroup_Message() => Verify.Says(
        Snippet.Coroutine("xs.ForEach({|#0:Thread.Sleep|}); await t;"), "AIO151",
        "'Thread.Sleep' blocks the event loop, and 'await' is not allowed in a method group: move 'await Asyncio.Sleep' out of it");
}
